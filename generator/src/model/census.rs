//! What became of the places where values stand: how many have a type, and which have none.

/// The places of a document where a value stands: members, parameters, bodies, elements of lists and maps, cases of unions. Each is
/// counted once, however many types hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// How many have a type.
    pub typed: usize,
    /// How many take any JSON because their schema says nothing of it.
    pub untyped: usize,
    /// Those that take any JSON although their schema says what it is.
    pub raw: Vec<CensusPlace>,
    /// Those of a union with cases that nothing tells apart.
    pub undecided: Vec<CensusPlace>,
}

/// One of the places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CensusPlace {
    /// The JSON Pointer of its schema.
    pub pointer: String,
    /// Its line in the document.
    pub line: usize,
}
