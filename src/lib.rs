//! playbook: which practices fit which team contexts, and why.
pub mod diagnostic;
pub mod source;
pub mod write;
