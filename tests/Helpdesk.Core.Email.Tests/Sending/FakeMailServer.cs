using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Helpdesk.Core.Email.Tests.Sending;

/// <summary>
/// A mail server on loopback that does what a test tells it to. It reads as RFC 5321 says, on its own: it shares no code with the client.
/// </summary>
internal sealed class FakeMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public FakeMailServer()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        _listener.Start();
        _work = Task.Run(RunAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public X509Certificate2 Certificate { get; }

    /// <summary>What EHLO offers before and after TLS.</summary>
    public string[] Offers { get; init; } = ["SIZE 100000", "8BITMIME", "STARTTLS"];

    public string[] OffersInTls { get; init; } = ["SIZE 100000", "8BITMIME", "AUTH PLAIN LOGIN"];

    public bool IsTlsFromTheStart { get; init; }

    /// <summary>Answers in place of its own, by the beginning of the command; null hangs up, empty is silent. "." is the end of the mail.</summary>
    public Dictionary<string, string?> Answers { get; init; } = [];

    /// <summary>What it says behind the answer to STARTTLS, before TLS: an attack.</summary>
    public string BehindStartTls { get; init; } = "";

    /// <summary>Every line that came, with whether it came in TLS.</summary>
    public ConcurrentQueue<(string Line, bool InTls)> Heard { get; } = [];

    /// <summary>The mails that it took, without the stuffed dots.</summary>
    public ConcurrentQueue<byte[]> Mails { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        try
        {
            await _work.WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // It was told to stop.
        }

        Certificate.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            try
            {
                await ServeAsync(client.GetStream());
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client hung up, or does not trust us.
            }
        }
    }

    private async Task ServeAsync(Stream stream)
    {
        var inTls = IsTlsFromTheStart;
        if (inTls)
        {
            stream = await ProtectAsync(stream);
        }

        if (!await SayAsync("", "220 fake ESMTP"))
        {
            return;
        }

        while (await LineAsync(stream) is { } line)
        {
            Heard.Enqueue((line, inTls));
            var verb = line.Split(' ')[0].ToUpperInvariant();
            var isFine = true;
            switch (verb)
            {
                case "EHLO":
                    string[] offers = inTls ? OffersInTls : Offers;
                    isFine = await SayAsync(line, string.Join("\r\n", offers.Prepend("fake").Select((o, i) => $"250{(i == offers.Length ? ' ' : '-')}{o}")));
                    break;
                case "STARTTLS":
                    isFine = await SayAsync(line, $"220 go{(BehindStartTls.Length > 0 ? "\r\n" + BehindStartTls : "")}");
                    if (isFine && !Answers.ContainsKey("STARTTLS") && BehindStartTls.Length == 0)
                    {
                        stream = await ProtectAsync(stream);
                        inTls = true;
                    }

                    break;
                case "AUTH":
                    isFine = await SayAsync(line, line == "AUTH LOGIN" ? "334 VXNlcm5hbWU6" : "235 2.7.0 in");
                    break;
                case "MAIL" or "RCPT" or "RSET" or "NOOP":
                    isFine = await SayAsync(line, "250 2.1.0 ok");
                    break;
                case "DATA":
                    isFine = await SayAsync(line, "354 go");
                    if (isFine && !Answers.ContainsKey("DATA"))
                    {
                        var mail = await MailAsync(stream);
                        if (!Answers.ContainsKey("."))
                        {
                            Mails.Enqueue(mail);
                        }

                        isFine = await SayAsync(".", "250 2.0.0 taken");
                    }

                    break;
                case "QUIT":
                    await SayAsync(line, "221 bye");
                    return;
                default:
                    isFine = await SayAsync(line, Heard.ToArray()[^2].Line == "AUTH LOGIN" ? "334 UGFzc3dvcmQ6" : "235 2.7.0 in");
                    break;
            }

            if (!isFine)
            {
                return;
            }
        }

        async Task<bool> SayAsync(string command, string answer)
        {
            var given = Answers.FirstOrDefault(a => command.StartsWith(a.Key, StringComparison.Ordinal) && (a.Key.Length > 0 || command.Length == 0));
            var text = given.Key is null ? answer : given.Value;
            if (text is null)
            {
                return false;
            }

            if (text.Length == 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(30), _stop.Token);
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), _stop.Token);
            return true;
        }
    }

    private async Task<Stream> ProtectAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
        return tls;
    }

    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            line.Add(one[0]);
            if (line is [.., (byte)'\r', (byte)'\n'])
            {
                return Encoding.UTF8.GetString([.. line[..^2]]);
            }
        }

        return null;
    }

    private async Task<byte[]> MailAsync(Stream stream)
    {
        var mail = new List<byte>();
        while (await LineBytesAsync(stream) is { } line)
        {
            if (line is [(byte)'.'])
            {
                return [.. mail];
            }

            mail.AddRange(line is [(byte)'.', ..] ? line[1..] : line);
            mail.AddRange("\r\n"u8);
        }

        throw new IOException("The mail has no end.");
    }

    private async Task<byte[]?> LineBytesAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            line.Add(one[0]);
            if (line is [.., (byte)'\r', (byte)'\n'])
            {
                return [.. line[..^2]];
            }
        }

        return null;
    }
}
