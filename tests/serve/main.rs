//! `playbook serve`, from outside: files are edited on disk and pages asked for over HTTP.
//!
//! The rows of HOSTILE.md that need no browser. Every wait has an end, and every server ends
//! with its test.

mod edit;
mod fault;
mod random;
mod safe;
mod storm;
mod world;
