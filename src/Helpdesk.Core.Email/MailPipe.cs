using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email;

/// <summary>
/// Takes one mail from standard input, as a mail server hands it to a program that stands behind an alias, and says by the exit code
/// what became of it (<c>sysexits.h</c>). The server keeps the mail until the code is <see cref="Stored"/>.
/// </summary>
public static class MailPipe
{
    /// <summary>Exit code: the mail was stored, also when it was put aside.</summary>
    public const int Stored = 0;

    /// <summary>Exit code: the mail is too large; the server sends it back.</summary>
    public const int Refused = 65;

    /// <summary>Exit code: it could not be stored now; the server tries again.</summary>
    public const int TryAgain = 75;

    /// <summary>Reads a mail to its end and has it stored.</summary>
    /// <param name="input">The input.</param>
    /// <param name="channel">The channel and our account on it.</param>
    /// <param name="store">Stores it, such as <c>Intake.TakeAsync</c>. What it throws means: not now.</param>
    /// <param name="limits">How much of it is read; null for <see cref="MailLimits.Default"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        Stream input, ChannelAddress channel, Func<Pickup, Task> store, MailLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(store);
        limits ??= MailLimits.Default;
        try
        {
            using var mail = new MemoryStream();
            var buffer = new byte[64 * 1024];
            while (await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                mail.Write(buffer, 0, read);
                if (mail.Length > limits.MaxMailBytes)
                {
                    return Refused;
                }
            }

            await store(MailReader.Read(mail.ToArray(), channel, "standard input", limits)).ConfigureAwait(false);
            return Stored;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return TryAgain; // whatever it was, the mail is safe with the server
        }
    }
}
