import ArgumentParser
import CheckInFlow
import Model

struct ChannelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel", abstract: "Lists, tests and enables the channels that teams are asked in.",
        subcommands: [ChannelListCommand.self, ChannelTestCommand.self, ChannelEnableCommand.self])
}

struct ChannelListCommand: OperationCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Tells what each channel can do, and how it stands.")

    @OptionGroup var options: OperationOptions

    var operation: Operation { .channels }
}

struct ChannelTestCommand: OperationCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Posts a test message in a channel, and says in plain words what is wrong.",
        discussion: "With --wait it also waits for somebody's reply. Replies by webhook reach a running daemon only.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "The channel's name in outcomed.yaml.")
    var name: String

    @Flag(name: .long, help: "Wait for a reply to the message.")
    var wait = false

    @Option(name: .long, help: "How many seconds to wait for the reply, 100 at most.")
    var seconds = 60

    func validate() throws {
        guard (1...100).contains(seconds) else { throw ValidationError("--seconds takes 1 to 100, not \(seconds)") }
    }

    var operation: Operation { .channelTest(channel: ChannelID(trusted: name), waitSeconds: wait ? seconds : nil) }
}

struct ChannelEnableCommand: OperationCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Lets messages leave and be fetched again, after an account or conversation was stopped.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "The channel's name in outcomed.yaml.")
    var name: String

    var operation: Operation { .channelEnable(channel: ChannelID(trusted: name)) }
}

struct PeopleCommand: OperationCommand {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: "Proposes whose chat user is whose, from who has replied so far.",
        discussion: "It changes nothing: put the lines that are right into the team's file.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "The team's id.")
    var team: String

    var operation: Operation { .people(team: TeamID(trusted: team)) }
}
