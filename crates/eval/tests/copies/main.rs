//! Planted copies are found, in a whole set and in a stream; what only shares lines is not, and no fold has a
//! copy on both sides.

mod press;
mod stream;
mod whole_set;
