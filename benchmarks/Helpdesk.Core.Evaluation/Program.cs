using Helpdesk.Core.Evaluation;
using Helpdesk.Core.Evaluation.BusinessTime;
using Helpdesk.Core.Evaluation.Mail;
using Helpdesk.Core.Evaluation.Spam;
using Helpdesk.Core.Evaluation.Threads;

// One subcommand a kind of question. Each reads questions from standard input and writes answers to standard output.
switch (args)
{
    case ["business-time"]:
        await using (var input = Console.OpenStandardInput())
        await using (var output = Console.OpenStandardOutput())
        {
            LineLoop.Run(input, output, new BusinessTimeAnswerer());
        }

        return 0;

    case ["spam", "--protocol", "online" or "batch" or "steps", .. var rest] when rest is [] or ["--fields"] or ["--headers"]:
        using (var input = Console.OpenStandardInput())
        using (var output = Console.OpenStandardOutput())
        using (var command = new SpamCommand(input, output, rest is ["--headers"]))
        {
            command.Run(args[2]);
        }

        return 0;

    case ["mail"]:
        await using (var input = Console.OpenStandardInput())
        await using (var output = Console.OpenStandardOutput())
        {
            LineLoop.Run(input, output, new MailAnswerer());
        }

        return 0;

    case ["threads", var path]:
        await using (var output = Console.OpenStandardOutput())
        {
            return await ThreadsCommand.RunAsync(path, output, Console.Error);
        }

    case ["scenarios", var file]:
        await using (var output = Console.OpenStandardOutput())
        {
            return await ScenariosCommand.RunAsync(file, output, Console.Error);
        }

    case ["threads-report", var data]:
        return await ThreadsReport.RunAsync(data, Console.Out);

    case ["reply"]:
        await using (var input = Console.OpenStandardInput())
        await using (var output = Console.OpenStandardOutput())
        {
            LineLoop.Run(input, output, new ReplyAnswerer());
        }

        return 0;

    case ["spam-report", var folder]:
        return SpamReport.Run(folder, Console.Out);

    case ["spam-speed", var corpus]:
        SpamSpeed.Run(corpus, Console.Out);
        return 0;

    case ["spam-mails", var corpus, var target]:
        SpamSpeed.Export(corpus, target);
        return 0;

    default:
        Console.Error.WriteLine("""
            Usage: evaluation SUBCOMMAND

              business-time   questions about business hours, one JSON line each; docs/business-time.md describes the lines
              spam            --protocol online|batch|steps [--fields|--headers]: messages, one JSON line each; docs/spam.md
              spam-report     FOLDER: the spam filter's figures over the corpora in a folder, beside bogofilter's
              spam-speed      FILE: how fast the messages of a corpus are read, judged and taught
              spam-mails      FILE FOLDER: writes the messages of a corpus as mails, for other filters
              threads         PATH: into which tickets the mails of an mbox file or a folder go; docs/conversations.md
              threads-report  FOLDER: how many stories and lists of a folder come out right; 1 unless all do
              scenarios       FILE: plays stories and says what came otherwise than written; docs/conversations.md
              mail            names of files that hold a mail each; docs/mail.md describes the answers
              reply           names of files that hold a reply each, as mail, text (.txt) or HTML (.html): what is new in it

            Questions come from standard input, answers go to standard output in the same order.
            """);
        return 2;
}
