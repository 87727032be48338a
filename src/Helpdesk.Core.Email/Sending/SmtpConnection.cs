using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NodaTime;

namespace Helpdesk.Core.Email.Sending;

/// <summary>Lines to a mail server and back, with a limit on everything that it may send and on how long it may take.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private const int MaxLine = 4_096; // RFC 5321, 4.5.3.1.5 says 512; servers are chattier
    private const int MaxLines = 100;

    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[MaxLine];
    private Stream _stream = Stream.Null;
    private int _start;
    private int _end;

    public async Task ConnectAsync(SmtpOptions options, CancellationToken cancellationToken) => await WithinAsync(
        options.Timeout,
        async token =>
        {
            await _client.ConnectAsync(options.Host, options.Port, token).ConfigureAwait(false);
            _stream = _client.GetStream();
        },
        cancellationToken).ConfigureAwait(false);

    public async Task ProtectAsync(SmtpOptions options, CancellationToken cancellationToken)
    {
        // What came in clear before TLS began could be anybody's: it must not be taken for the server's (CVE-2011-0411).
        if (_start < _end)
        {
            throw new IOException("The server said more than it may before TLS began.");
        }

        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        var authentication = new SslClientAuthenticationOptions { TargetHost = options.Host };
        if (options.TrustedRoots.Count > 0)
        {
            authentication.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck, // an authority of one's own rarely publishes lists
            };
            authentication.CertificateChainPolicy.CustomTrustStore.AddRange(options.TrustedRoots.ToArray());
        }

        await WithinAsync(options.Timeout, token => tls.AuthenticateAsClientAsync(authentication, token), cancellationToken).ConfigureAwait(false);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, Duration within, CancellationToken cancellationToken) => await WithinAsync(
        within,
        async token =>
        {
            await _stream.WriteAsync(bytes, token).ConfigureAwait(false);
            await _stream.FlushAsync(token).ConfigureAwait(false);
        },
        cancellationToken).ConfigureAwait(false);

    public async Task<SmtpReply> ReadAsync(Duration within, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MaxLines)
        {
            var line = "";
            await WithinAsync(within, async token => line = await LineAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                throw new IOException("The server does not speak SMTP.");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return new SmtpReply(code, lines);
            }
        }

        throw new IOException("The server's answer has no end.");
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, end).TrimEnd('\r');
                _start += end + 1;
                return line;
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _buffer.Length)
            {
                throw new IOException("A line of the server has no end.");
            }

            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new IOException("The server hung up.");
            }

            _end += read;
        }
    }

    private static async Task WithinAsync(Duration limit, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(limit.ToTimeSpan());
        try
        {
            await work(source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The server took too long.", exception);
        }
    }
}
