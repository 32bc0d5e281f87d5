//! A disk that fails at the n-th call.
