using System.Globalization;
using System.Text;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Evaluation.Spam;

/// <summary>How fast messages in memory are read, judged and taught, on one core; and the same messages as mails for other programs.</summary>
internal static class SpamSpeed
{
    private const int Rounds = 9;

    /// <summary>
    /// Prints messages and megabytes of text a second of processor time, bytes allocated a verdict, and bytes a stored feature.
    /// </summary>
    public static void Run(string corpus, TextWriter output)
    {
        var mails = MailLineReader.ReadFile(corpus, withHeaders: false).ToList();
        var bytes = mails.Sum(m => (long)Encoding.UTF8.GetByteCount(m.Content.From + m.Content.Subject + m.Content.Text + m.Content.Html));
        var model = Teach(mails);
        var filter = new SpamFilter(new SpamKnowledge(model), new SpamThresholds());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mails.Count:n0} messages, {bytes / 1e6:0.0} MB of text"));
        (string What, Action Work)[] works =
        [
            ("tokenise", () => mails.ForEach(m => SpamFeatures.Of(m.Content))),
            ("classify", () => mails.ForEach(m => filter.Classify(m.Content))),
            ("train", () => Teach(mails)),
        ];

        // Compiled code gets better while it runs, in pauses of the program: what is measured first must not be measured cold.
        for (var round = 0; round < Rounds; round++)
        {
            Array.ForEach(works, w => w.Work());
            Thread.Sleep(200);
        }

        Array.ForEach(works, w => Tell(w.What, w.Work));
        var before = GC.GetAllocatedBytesForCurrentThread();
        mails.ForEach(m => filter.Classify(m.Content));
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)mails.Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{allocated:0} bytes allocated a verdict; {model.DistinctFeatures:n0} features in {model.ToBytes().Length / (double)model.DistinctFeatures:0.0} bytes each"));

        void Tell(string what, Action work)
        {
            var best = Enumerable.Range(0, Rounds).Min(_ => Seconds(work));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-10}{mails.Count / best,10:0} messages/s {bytes / 1e6 / best,8:0.0} MB/s"));
        }
    }

    /// <summary>Writes each message as a mail with the same fields, below <c>spam</c> and <c>ham</c>.</summary>
    public static void Export(string corpus, string folder)
    {
        foreach (var name in new[] { "spam", "ham" })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        var number = 0;
        foreach (var mail in MailLineReader.ReadFile(corpus, withHeaders: false))
        {
            var (content, isHtml) = (mail.Content, mail.Content.Html.Length > 0);
            var boundary = isHtml ? "multipart/alternative; boundary=cut" : "text/plain; charset=utf-8";
            var html = isHtml ? $"\n--cut\nContent-Type: text/html; charset=utf-8\n\n{content.Html}\n--cut--\n" : "";
            var text = isHtml ? $"--cut\nContent-Type: text/plain; charset=utf-8\n\n{content.Text}" : content.Text;
            File.WriteAllText(
                Path.Combine(folder, mail.Label == SpamClass.Spam ? "spam" : "ham", number++.ToString("d6", CultureInfo.InvariantCulture)),
                $"From: {Line(content.From)}\nReply-To: {Line(content.ReplyTo)}\nSubject: {Line(content.Subject)}\nMIME-Version: 1.0\nContent-Type: {boundary}\n\n{text}{html}\n");
        }
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ");

    private static SpamModel Teach(List<MailLine> mails)
    {
        var builder = new SpamModelBuilder();
        mails.ForEach(m => builder.Apply(SpamFeatures.Of(m.Content).Learn(m.Label!.Value)));
        return builder.ToModel();
    }

    // Processor time in user mode, as bogofilter.sh measures the other program: what else runs on the machine does not count.
    private static double Seconds(Action work)
    {
        var start = Environment.CpuUsage.UserTime;
        work();
        return (Environment.CpuUsage.UserTime - start).TotalSeconds;
    }
}
