public import ArgumentParser
public import ChatPlatforms
public import CheckInFlow
public import Model

// Options that take one of a list's names.
extension DateOrder: ExpressibleByArgument {}
extension PlatformKind: ExpressibleByArgument {}
extension KeyResult.Kind: ExpressibleByArgument {}
