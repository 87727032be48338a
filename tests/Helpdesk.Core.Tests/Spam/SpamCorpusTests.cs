using System.IO.Compression;
using System.Text.Json;
using Helpdesk.Core.Spam;

namespace Helpdesk.Core.Tests.Spam;

/// <summary>Real mail, where it is beside the repository. Nothing here is a copy of it.</summary>
public sealed class SpamCorpusTests
{
    // 10: over every message of the corpus, in its order: where the filter is on the wrong side, one correction goes the right way.
    [Fact]
    public void A_correction_goes_the_right_way_on_real_mail()
    {
        var path = Find("shared/data/spam/spamassassin.jsonl.gz");
        Assert.SkipWhen(path is null, "There is no ../shared/data/spam beside the repository.");
        var model = SpamModel.Empty;
        var (seen, corrected) = (0, 0);
        foreach (var (content, @class) in Read(path!))
        {
            var features = SpamFeatures.Of(content);
            var taught = model.Apply(features.Learn(@class))!;
            var right = @class == SpamClass.Spam ? 1 : -1;
            var before = right * SpamMessages.Filter(model).Classify(features).Score;
            if (seen++ > 0 && before < 0)
            {
                corrected++;
                Assert.True(right * SpamMessages.Filter(taught).Classify(features).Score > before, $"Message {seen} went the wrong way.");
            }

            model = taught;
        }

        Assert.InRange(corrected, 20, seen);
        foreach (var (content, @class) in Read(path!).Take(1_000))
        {
            model = model.Apply(SpamFeatures.Of(content).Unlearn(@class))!;
        }

        Assert.Equal(SpamMessages.Bytes(Builder(Read(path!).Skip(1_000))), SpamMessages.Bytes(model));
    }

    private static SpamModel Builder(IEnumerable<(SpamContent Content, SpamClass Class)> mails)
    {
        var builder = new SpamModelBuilder();
        foreach (var (content, @class) in mails)
        {
            builder.Apply(SpamFeatures.Of(content).Learn(@class));
        }

        return builder.ToModel();
    }

    private static IEnumerable<(SpamContent Content, SpamClass Class)> Read(string path)
    {
        using var file = new GZipStream(File.OpenRead(path!), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            string Text(string name) => document.RootElement.GetProperty(name).GetString() ?? "";
            yield return (
                new SpamContent { From = Text("from"), ReplyTo = Text("replyTo"), Subject = Text("subject"), Text = Text("text"), Html = Text("html") },
                Text("label") == "spam" ? SpamClass.Spam : SpamClass.Ham);
        }
    }

    private static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        return null;
    }
}
