using System.Security.Cryptography.X509Certificates;
using NodaTime;

namespace Helpdesk.Core.Email.Sending;

/// <summary>How to reach the mail server that takes our mail.</summary>
public sealed class SmtpOptions
{
    /// <summary>Its name; its certificate must bear it.</summary>
    /// <value>Default: <c>localhost</c>.</value>
    public string Host { get; set; } = "localhost";

    /// <summary>Its port.</summary>
    /// <value>Default: 587.</value>
    public int Port { get; set; } = 587;

    /// <summary>How the way is protected.</summary>
    /// <value>Default: <see cref="SmtpSecurity.StartTls"/>.</value>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>The user to log in as; empty for none.</summary>
    /// <value>Default: empty.</value>
    public string UserName { get; set; } = "";

    /// <summary>The user's password.</summary>
    /// <value>Default: empty.</value>
    public string Password { get; set; } = "";

    /// <summary>What we call ourselves; servers like a name that leads back to us.</summary>
    /// <value>Default: <c>localhost</c>.</value>
    public string ClientName { get; set; } = "localhost";

    /// <summary>How long each answer of the server may take, and the connecting.</summary>
    /// <value>Default: 30 seconds.</value>
    public Duration Timeout { get; set; } = Duration.FromSeconds(30);

    /// <summary>
    /// How long the last answer may take, after which a mail counts as one that may have left. Keep it well under the five minutes for which
    /// a message is claimed.
    /// </summary>
    /// <value>Default: 2 minutes.</value>
    public Duration FinalTimeout { get; set; } = Duration.FromMinutes(2);

    /// <summary>Certificates to trust as roots instead of those of the system: for a certificate authority of one's own.</summary>
    /// <value>Default: none.</value>
    public IList<X509Certificate2> TrustedRoots { get; } = [];

    /// <summary>What is wrong with them; empty when nothing is.</summary>
    internal IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Host))
        {
            yield return "Host must be set.";
        }

        if (Port is < 1 or > 65_535)
        {
            yield return $"Port {Port} is no port.";
        }

        if (ClientName.Length == 0 || !ClientName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '[' or ']' or ':'))
        {
            yield return $"ClientName '{ClientName}' is no name of a host.";
        }

        if (UserName.Length > 0 && Security == SmtpSecurity.None)
        {
            yield return "A password is not sent without TLS: set Security.";
        }

        if (Timeout <= Duration.Zero || FinalTimeout <= Duration.Zero)
        {
            yield return "Timeouts are longer than nothing.";
        }
    }
}
