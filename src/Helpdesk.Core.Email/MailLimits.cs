namespace Helpdesk.Core.Email;

/// <summary>
/// How much of a mail is read. What exceeds a limit is not read, is named by a flag of <see cref="MailFlags"/>, and stays reachable
/// through the bytes of the mail.
/// </summary>
public sealed record MailLimits
{
    /// <summary>The limits that hold when nothing else is said.</summary>
    public static MailLimits Default { get; } = new();

    /// <summary>The longest mail in bytes.</summary>
    /// <value>25 MB.</value>
    public int MaxMailBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>The longest header in bytes; the rest of a longer one is not read.</summary>
    /// <value>64 KB.</value>
    public int MaxHeaderBytes { get; init; } = 64 * 1024;

    /// <summary>All headers of a mail and its parts together, in bytes; later ones are not read.</summary>
    /// <value>1 MB.</value>
    public int MaxAllHeadersBytes { get; init; } = 1024 * 1024;

    /// <summary>The most headers of a mail; later ones are not read.</summary>
    /// <value>5,000.</value>
    public int MaxHeaders { get; init; } = 5_000;

    /// <summary>The most parts; what comes behind them is one part that holds the rest.</summary>
    /// <value>1,000.</value>
    public int MaxParts { get; init; } = 1_000;

    /// <summary>How deep multiparts may be nested; a deeper one is one part that holds it whole.</summary>
    /// <value>100.</value>
    public int MaxDepth { get; init; } = 100;

    /// <summary>The most addresses of a header; later ones are not read.</summary>
    /// <value>1,000.</value>
    public int MaxAddresses { get; init; } = 1_000;

    /// <summary>The most ids of a header; of a longer list the last ones count, for they are the nearest.</summary>
    /// <value>100.</value>
    public int MaxReferences { get; init; } = 100;

    /// <summary>How much of an HTML body is turned into text, in characters.</summary>
    /// <value>1,000,000.</value>
    public int MaxHtmlCharacters { get; init; } = 1_000_000;
}
