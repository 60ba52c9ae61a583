from dragoman.formats.sinks import NowhereKept
class TerminalSink(NowhereKept):
    def write(self, article, row):
        print(row.line)
