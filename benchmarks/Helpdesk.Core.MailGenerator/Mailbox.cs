using System.Globalization;
using System.Text;

namespace Helpdesk.Core.MailGenerator;

/// <summary>Writes mailboxes of any size: requests, answers to earlier mails, attachments, some in other languages. The same
/// number gives the same bytes.</summary>
public static class Mailbox
{
    private static readonly string[] Subjects =
        ["Printer prints blank pages", "Cannot log in", "Invoice is wrong", "Export fails", "Rechnung falsch", "Mot de passe", "Order has not arrived", "Server is down"];

    private static readonly string[] Sentences =
    [
        "It worked until yesterday.", "We tried it twice on two machines.", "Please call us back.", "Die Anschrift stimmt nicht.", "Merci d'avance.",
        "The log shows an error after 4,000 rows.", "Our order number is on the attached page.", "About sixty people cannot work.", "There is no hurry.", "Çok teşekkürler.",
    ];

    /// <summary>An mbox of so many mails, a minute apart, from the beginning of 2026 on.</summary>
    public static byte[] Write(int mails)
    {
        var random = new Numbers(2_026);
        var box = new StringBuilder();
        var start = new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < mails; i++)
        {
            var at = start.AddMinutes(i);
            var answers = i > 10 && random.Next(3) == 0 ? i - 1 - random.Next(10) : -1;
            var person = answers >= 0 ? PersonOf(answers) : PersonOf(i);
            var date = at.ToString("r", CultureInfo.InvariantCulture).Replace("GMT", "+0000", StringComparison.Ordinal);
            box.Append(CultureInfo.InvariantCulture, $"From {person}@customer.example {at:ddd MMM dd HH:mm:ss yyyy}\n");
            box.Append(CultureInfo.InvariantCulture, $"Received: from customer.example by mail.acme.example; {date}\nMessage-ID: <{i}@customer.example>\n");
            box.Append(CultureInfo.InvariantCulture, $"Date: {date}\nFrom: {person} <{person}@customer.example>\nTo: support@acme.example\n");
            box.Append(answers < 0 ? $"Subject: {Subjects[random.Next(Subjects.Length)]}\n" : $"Subject: Re: {Subjects[0]}\nIn-Reply-To: <{answers}@customer.example>\n");
            Body(box, random);
        }

        return Encoding.UTF8.GetBytes(box.ToString());
    }

    private static string PersonOf(int mail) => string.Create(CultureInfo.InvariantCulture, $"person{mail % 500}");

    private static void Body(StringBuilder box, Numbers random)
    {
        var text = string.Join(' ', Enumerable.Range(0, 10 + random.Next(40)).Select(_ => Sentences[random.Next(Sentences.Length)]));
        if (random.Next(5) > 0)
        {
            box.Append("MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n").Append(text).Append("\n\n");
            return;
        }

        box.Append("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n").Append(text);
        box.Append("\n--x\nContent-Type: image/png\nContent-Disposition: attachment; filename=a.png\nContent-Transfer-Encoding: base64\n\n");
        box.Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n")).Append("\n--x--\n\n");
    }

    // A linear congruential generator (Knuth's MMIX constants): the same numbers on every version of the runtime.
    private sealed class Numbers(ulong seed)
    {
        private ulong _state = seed;

        public int Next(int below)
        {
            _state = unchecked((_state * 6364136223846793005UL) + 1442695040888963407UL);
            return (int)((_state >> 33) % (ulong)below);
        }
    }
}
