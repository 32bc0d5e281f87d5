//! playbook: which practices fit which team contexts, and why.
pub mod config;
pub mod diagnostic;
pub mod diagram;
pub mod model;
pub mod source;
pub mod yaml;
