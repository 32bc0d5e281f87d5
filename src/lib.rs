//! playbook: which practices fit which team contexts, and why.
pub mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod diagram;
pub mod fit;
pub mod link;
pub mod load;
pub mod markdown;
pub mod model;
pub mod pipeline;
pub mod site;
pub mod source;
pub mod theme;
pub mod validate;
pub mod write;
pub mod yaml;
