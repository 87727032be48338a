using Helpdesk.Core.Evaluation;
using Helpdesk.Core.Evaluation.BusinessTime;
using Helpdesk.Core.Evaluation.Mail;

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

    case ["mail"]:
        await using (var input = Console.OpenStandardInput())
        await using (var output = Console.OpenStandardOutput())
        {
            LineLoop.Run(input, output, new MailAnswerer());
        }

        return 0;

    default:
        Console.Error.WriteLine("""
            Usage: evaluation SUBCOMMAND

              business-time   questions about business hours, one JSON line each; docs/business-time.md describes the lines
              mail            names of files that hold a mail each; docs/mail.md describes the answers

            Questions come from standard input, answers go to standard output in the same order.
            """);
        return 2;
}
