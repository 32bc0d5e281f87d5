//! Outputs that must not be written: refused before anything is rendered, nothing changed.
