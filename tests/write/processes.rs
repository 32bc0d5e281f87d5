//! What needs another process.
