//! One file a verb.

pub(crate) mod agree;
pub(crate) mod audit;
pub(crate) mod classify;
pub(crate) mod compare;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod map;
pub(crate) mod merge;
pub(crate) mod shell;
pub(crate) mod text;
pub(crate) mod train;
