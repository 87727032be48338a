using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Helpdesk.Core.Email;
using Helpdesk.Core.Email.Html;
using Helpdesk.Core.Email.Mime;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Benchmarks.Mail;

/// <summary>How many small mails are read in a second, and what does a long attachment cost beside the decoding that nobody can avoid?</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class MailReadBenchmarks
{
    private const int AttachmentBytes = 8 * 1024 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private ReadOnlyMemory<byte>[] _small = [];
    private byte[] _long = [];
    private string _base64 = "";
    private string _html = "";

    [GlobalSetup]
    public void Setup()
    {
        _small = World.Mails(100);
        var content = new byte[AttachmentBytes];
        new Random(1).NextBytes(content);
        _base64 = Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks);
        _long = Encoding.ASCII.GetBytes(
            "From: a@x.example\r\nMessage-ID: <1@x>\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + _base64);
        _html = string.Concat(Enumerable.Repeat("<tr><td style='color:red'><p>Hello <b>you</b> &amp; <a href='https://x.example/'>me</a></td></tr>\n", 1_000));
        _html = $"<table>{_html}</table>";
    }

    [Benchmark(OperationsPerInvoke = 100)]
    [BenchmarkCategory("Small mail")]
    public int Small_mail_is_read()
    {
        var read = 0;
        foreach (var mail in _small)
        {
            read += MailReader.Read(mail, World.Channel) is Pickup.Readable ? 1 : 0;
        }

        return read;
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("8 MB attachment")]
    public byte[] Baseline_framework_decodes_the_base64() => Convert.FromBase64String(_base64);

    [Benchmark]
    [BenchmarkCategory("8 MB attachment")]
    public Pickup Mail_with_the_attachment_is_read() => MailReader.Read(_long, World.Channel);

    [Benchmark]
    [BenchmarkCategory("8 MB attachment")]
    public long Attachment_is_streamed()
    {
        using var stream = MimeMail.Read(_long).Parts[0].Open();
        var total = 0L;
        while (stream.Read(_buffer) is var read and > 0)
        {
            total += read;
        }

        return total;
    }

    [Benchmark]
    [BenchmarkCategory("100 KB HTML")]
    public SafeHtml Html_is_made_safe() => SafeHtml.Of(_html, []);
}
