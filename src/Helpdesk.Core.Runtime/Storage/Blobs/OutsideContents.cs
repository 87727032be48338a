using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Runtime.Storage.Blobs;

/// <summary>
/// For stores whose attachments may be kept in an <see cref="IBlobStore"/>: what they keep themselves of a content, and how it becomes whole again.
/// </summary>
/// <param name="blobs">Where contents are kept; null for in the database itself.</param>
public sealed class OutsideContents(IBlobStore? blobs)
{
    /// <summary>Puts the contents of a commit outside, before its transaction begins.</summary>
    public async Task PutAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (blobs is not null)
        {
            foreach (var attachment in commit.Outcome.Others.Prepend(commit.Outcome).SelectMany(o => o.Messages).SelectMany(m => m.Attachments))
            {
                await blobs.PutAsync(attachment.Content, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Puts a content outside, before the transaction ends that refers to it.</summary>
    public async Task PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        if (blobs is not null)
        {
            await blobs.PutAsync(content, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the database keeps under the name of a content: all of it, or nothing.</summary>
    public byte[] KeptInside(ReadOnlyMemory<byte> content) => blobs is null ? content.ToArray() : [];

    /// <summary>A message with the contents of its attachments.</summary>
    /// <param name="message">The message, without attachments.</param>
    /// <param name="attachments">Its attachments as the database has them, with the names of their contents.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="InvalidDataException">A content is missing or damaged.</exception>
    public async Task<TicketMessage> FillAsync(
        TicketMessage message, IEnumerable<(BlobHash Hash, Attachment Attachment)> attachments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(attachments);
        var whole = new List<Attachment>();
        foreach (var (hash, attachment) in attachments)
        {
            whole.Add(attachment with { Content = await FillAsync(hash, attachment.Content, cancellationToken).ConfigureAwait(false) });
        }

        return message with { Attachments = whole };
    }

    /// <summary>A content, whole.</summary>
    /// <param name="hash">Its name.</param>
    /// <param name="inside">What the database keeps under the name.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="InvalidDataException">The content is missing or damaged.</exception>
    public async Task<ReadOnlyMemory<byte>> FillAsync(BlobHash hash, ReadOnlyMemory<byte> inside, CancellationToken cancellationToken = default)
    {
        // Nothing is kept inside under the name of something: it is outside.
        return !inside.IsEmpty || hash == BlobHash.Of([]) ? inside : await ReadAsync(hash, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadAsync(BlobHash hash, CancellationToken cancellationToken) =>
        (blobs is null ? null : await blobs.ReadAsync(hash, cancellationToken).ConfigureAwait(false))
            ?? throw new InvalidDataException($"The content {hash} of an attachment is not in the database, and not where contents are kept outside it.");
}
