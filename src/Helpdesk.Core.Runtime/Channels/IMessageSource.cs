namespace Helpdesk.Core.Runtime.Channels;

/// <summary>
/// A place that holds messages which arrived some time ago: a mailbox file, a Maildir, a folder. Reading changes nothing
/// in it, so it can be read again after a crash; intake recognises what it already has.
/// </summary>
public interface IMessageSource
{
    /// <summary>How many messages there are to read, unreadable ones included.</summary>
    /// <exception cref="IOException">The place cannot be read.</exception>
    ValueTask<int> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// All of them in order of arrival, ties in the order of the source. Hostile input gives
    /// <see cref="Pickup.Unreadable"/>, never an exception.
    /// </summary>
    /// <exception cref="IOException">The place cannot be read.</exception>
    IAsyncEnumerable<Pickup> ReadAsync(CancellationToken cancellationToken = default);
}
