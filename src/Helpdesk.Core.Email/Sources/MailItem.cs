using NodaTime;

namespace Helpdesk.Core.Email.Sources;

/// <summary>A mail that a first pass over a place found.</summary>
/// <param name="Place">Where, for people.</param>
/// <param name="Open">Opens what holds it.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ArrivedAt">When it arrived, as far as it is known.</param>
/// <param name="InMailboxFile">Whether lines that begin with "From " were escaped.</param>
internal sealed record MailItem(string Place, Func<Stream> Open, long Offset, long Length, Instant? ArrivedAt, bool InMailboxFile);
