//! `playbook lsp`, as an editor speaks with it: the program, its standard input and output.
//!
//! Every wait has an end, and every server ends with its test.

mod client;
mod complete;
mod files;
mod life;
mod navigate;
mod problems;
mod storm;
