/// The sample configuration of `config/`, as the demo unpacks it. A test holds it equal to the files; `make golden` writes it anew.
enum SampleFiles {
    static let daemon = #"""
        # The daemon: where it listens, what it keeps, and the chats that it speaks to.
        # Teams stand beside this file, in teams/, one team a file.
        #
        # `outcomed check` reads all of it, names every problem with its place, and starts nothing.
        # Every key, with its default, is in docs/configuration.md.

        # Pages, webhooks and the API are served here. Keep it on this machine, and put a web server with
        # TLS in front of it.
        listen: 127.0.0.1:8484

        # How others reach that web server: links in messages begin with it.
        # public_url: https://checkins.example.org

        # The store is one file: in systemd's state directory, or else in ../var beside this file.
        store: outcomed.db

        # An account is a chat platform and its credentials, under a name of your own.
        # This one is the chat that the daemon serves itself, at /chat/demo. `open: true` lets everybody on this machine
        # write in it; elsewhere people sign in with a token each: tokens: "${credential:chat-tokens}".
        # Others are in examples/: slack.yaml and webhook.yaml.
        accounts:
          local:
            platform: builtin
            open: true

        # A channel is one conversation of an account, under a name of your own. Teams are asked in channels.
        channels:
          demo:
            account: local
        """#

    static let team = #"""
        # One team: who is asked, when, and about what. Keep this file in the team's own version control.

        # The id names the team for ever: its history hangs on it. The name may change.
        team: growth
        name: Growth

        # A channel of outcomed.yaml.
        channel: demo

        # All times and dates below are in this zone, daylight saving included.
        time_zone: Europe/Oslo

        # How the team writes numbers: en reads 1,450 as one thousand four hundred and fifty; nb and de read it as 1.45.
        locale: en

        check_in:
          ask: Mon 09:00
          every: 1 week
          # Only those who have not answered are reminded.
          remind: [Tue 09:00]
          # Then the digest is sent. Replies that come later still count.
          close: Tue 17:00
          # Nothing is asked in these days.
          skip: [2026-12-21..2027-01-01]

        # Who answers. With another chat, give each person their user id there: {name: Ana, chat: {company-slack: U0ANA}}
        people:
          ana: {name: Ana Sousa, time_zone: Europe/Lisbon}
          ben: {name: Ben Okafor}
          caro: {name: Caro Lindqvist}
          dele: {name: Dele Adeyemi, away: [2026-11-02..2026-11-06]}

        # The span that the goals are set for. At its end the team is asked once more, for the closing values.
        cycle: {name: 2026 Q4, start: 2026-10-01, end: 2026-12-31}

        # An objective says what is to be true. Its key results tell whether it is: each is a number that the team can
        # move but not simply do. What the team does about it are the initiatives.
        objectives:
          - id: activation
            title: New users reach value in their first week
            key_results:
              - id: signups
                title: Weekly sign-ups
                # Other names that people use for it.
                aliases: [sign ups]
                kind: number
                unit: users
                baseline: 1000
                target: 2500
                owner: ana
                # A leading number moves first, a lagging one tells afterwards.
                indicator: leading

              - id: activated
                title: Activation in the first week
                aliases: [activation]
                kind: percent
                baseline: 32
                target: 45
                owner: ben
                indicator: leading

              - id: first_value
                title: Median time to first value
                aliases: [time to value]
                kind: duration
                unit: min
                # Less is better here: that follows from the target being below the baseline.
                baseline: 42
                target: 15
                owner: ben
                indicator: leading

            initiatives:
              - id: tour
                title: Guided product tour
                # What it should change, by how much, and how long after delivery that should show.
                moves:
                  - {key_result: activated, expect: "+6", within: 6 weeks}
                  - {key_result: first_value, expect: "-10", within: 4 weeks}

              - id: invites
                title: Invite a colleague
                moves:
                  - {key_result: signups, expect: "+300", within: 6 weeks}

          - id: loyalty
            title: Customers stay and pay for more
            key_results:
              - id: churn
                title: Monthly churn
                kind: percent
                baseline: 5.5
                target: 3
                owner: caro
                indicator: lagging

              - id: expansion
                title: Expansion revenue per month
                aliases: [expansion, upsell]
                kind: currency
                unit: EUR
                baseline: 18000
                target: 30000
                owner: dele
                indicator: lagging

            initiatives:
              - id: health
                title: Account health reviews
                moves:
                  - {key_result: churn, expect: "-1.5", within: 8 weeks}
                  - {key_result: expansion, expect: "+4000", within: 8 weeks}
        """#
}
