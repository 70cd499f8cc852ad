import Synchronization

/// A member that makes a noncopyable structure be lent where it lies.
///
/// The compiler otherwise passes a large structure to its own methods as a copy of all its bytes, and a message's readers call such methods hundreds
/// of times. An atomic must be borrowed in place, and so must whatever holds one; nothing is ever read from it.
struct Anchor: ~Copyable { private let byte = Atomic<UInt8>(0) }
