namespace Helpdesk.Core.Email.Sending;

/// <summary>How the way to a mail server is kept from others. There is no "if possible": that is what an attacker takes away.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS (RFC 3207), usually on port 587. A server that does not offer it gets nothing.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314), usually on port 465.</summary>
    Tls,

    /// <summary>Nothing: for a server on this machine. No password is ever sent this way.</summary>
    None,
}
