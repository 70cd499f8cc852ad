import Commands

await OutcomedCommand.run()
