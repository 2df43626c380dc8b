//! `rasid audit`.
