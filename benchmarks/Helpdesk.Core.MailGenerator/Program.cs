using System.Globalization;
using Helpdesk.Core.MailGenerator;

if (args.Length != 2 || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var mails))
{
    Console.Error.WriteLine("Usage: MAILS FILE");
    return 1;
}

await File.WriteAllBytesAsync(args[1], Mailbox.Write(mails));
return 0;
