using System.Text;
using System.Text.Json;

namespace Helpdesk.Core.Samples.Tests;

public sealed class MailEvaluationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("helpdesk-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_mail_is_answered_with_what_stands_in_it()
    {
        var file = Write("""
            From: =?utf-8?Q?J=C3=BCrgen?= <J@x.example>
            To: a@y.example, Bob <b@y.example>
            Reply-To: r@x.example
            Subject: Re: =?utf-8?B?w6k=?=
            Date: Mon, 5 Oct 2026 08:12:00 +0200
            Message-ID: <1@x>
            In-Reply-To: <0@x>
            References: <a@x> <0@x>
            Auto-Submitted: auto-replied
            Content-Type: multipart/mixed; boundary=b

            --b

            hello
            --b
            Content-Type: text/html

            <p>hello</p>
            --b
            Content-Type: image/png; name=a.png
            Content-Transfer-Encoding: base64

            AAEC
            --b--
            """u8);
        var answer = Assert.Single(await AnswerAsync(file));
        Assert.Equal(
            $$"""
            {"file":"{{file}}","messageId":"1@x","inReplyTo":["0@x"],"references":["a@x","0@x"],"from":[{"name":"Jürgen","address":"J@x.example"}],"to":[{"name":"","address":"a@y.example"},{"name":"Bob","address":"b@y.example"}],"cc":[],"replyTo":[{"name":"","address":"r@x.example"}],"subject":"Re: é","date":1791180720,"text":"hello","html":"<p>hello</p>","parts":["text/plain","text/html","image/png"],"attachments":[{"name":"a.png","type":"image/png"}],"base64":[{"type":"image/png","size":3,"sha256":"ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc"}],"kind":"autoReply","flags":[]}
            """,
            answer);
    }

    [Fact]
    public async Task Every_name_is_answered_in_order_whatever_is_behind_it()
    {
        string[] names = [Write([]), "missing.eml", _folder.FullName, Write([0xFF, 0, 0x80, (byte)'\n', (byte)':']), Write("MAILER-DAEMON"u8)];
        var answers = (await AnswerAsync(names)).Select(a => JsonSerializer.Deserialize<JsonElement>(a)).ToList();
        Assert.Equal(names, answers.Select(a => a.GetProperty("file").GetString()));
        Assert.Equal([false, true, true, false, false], answers.Select(a => a.TryGetProperty("error", out _)));
    }

    [Fact]
    public async Task A_reply_is_answered_with_what_is_new_in_it()
    {
        string[] files =
        [
            Write("From: a@x.example\nSubject: Re: Printer\n\nYes.\n\n> Is it?\n"u8),
            Write("Yes \u00e9.\n\nOn 28 Nov 2026, at 10:00, Ann wrote:\n> Is it?\n"u8, ".txt"),
            Write("<p>Yes.</p><blockquote>Is it?</blockquote>"u8, ".html"),
            "missing.txt",
        ];
        var answers = (await EvaluationProcess.AnswerAsync(Encoding.UTF8.GetBytes(string.Join('\n', files)), "reply"))
            .Select(a => JsonSerializer.Deserialize<JsonElement>(a)).ToList();
        Assert.Equal(files, answers.Select(a => a.GetProperty("file").GetString()));
        Assert.Equal(["Yes.", "Yes \u00e9.", "Yes."], answers.Take(3).Select(a => a.GetProperty("kept").GetString()));
        Assert.True(answers[3].TryGetProperty("error", out _));
    }

    private static Task<string[]> AnswerAsync(params string[] files) =>
        EvaluationProcess.AnswerAsync(Encoding.UTF8.GetBytes(string.Join('\n', files)), "mail");

    private string Write(ReadOnlySpan<byte> mail, string extension = ".eml")
    {
        var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}{extension}");
        File.WriteAllBytes(file, mail);
        return file;
    }
}
