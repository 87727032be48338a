using System.Runtime.CompilerServices;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email.Sources;

/// <summary>
/// An inbox of one file a mail: a Maildir, whose mails go from <c>new</c> to <c>cur</c> when they were taken, or a folder into which
/// something drops <c>.eml</c> files, which go to its subfolder <c>taken</c>. Safe for several readers: a mail that another took in
/// between is passed over.
/// </summary>
public sealed class FileInbox
{
    private const string Seen = "S";

    private readonly string _from;
    private readonly string _to;
    private readonly bool _isMaildir;
    private readonly ChannelAddress _channel;
    private readonly MailLimits _limits;

    private FileInbox(string from, string to, bool isMaildir, ChannelAddress channel, MailLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(channel);
        (_from, _to, _isMaildir, _channel, _limits) = (from, to, isMaildir, channel, limits ?? MailLimits.Default);
    }

    /// <summary>The inbox of a Maildir.</summary>
    /// <param name="folder">The folder that holds <c>new</c> and <c>cur</c>.</param>
    /// <param name="channel">The channel and our account on it, for every mail.</param>
    /// <param name="limits">How much of a mail is read; null for <see cref="MailLimits.Default"/>.</param>
    public static FileInbox Maildir(string folder, ChannelAddress channel, MailLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new FileInbox(Path.Combine(folder, "new"), Path.Combine(folder, "cur"), isMaildir: true, channel, limits);
    }

    /// <summary>The inbox of a folder of <c>.eml</c> files. A writer renames a file to that ending when it is whole.</summary>
    /// <inheritdoc cref="Maildir"/>
    public static FileInbox DropFolder(string folder, ChannelAddress channel, MailLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return new FileInbox(folder, Path.Combine(folder, "taken"), isMaildir: false, channel, limits);
    }

    /// <summary>Stores everything that waits, one after the other, and takes each only when it was stored.</summary>
    /// <param name="store">Stores a mail, such as <c>Intake.TakeAsync</c>; when it throws, that mail and those behind it stay.</param>
    /// <param name="cancellationToken">Cancels between two mails.</param>
    /// <returns>How many were taken.</returns>
    /// <exception cref="IOException">The inbox cannot be read or written.</exception>
    public async Task<int> TakeAllAsync(Func<Pickup, Task> store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var taken = 0;
        await foreach (var mail in ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            await store(mail.Pickup).ConfigureAwait(false);
            mail.Take();
            taken++;
        }

        return taken;
    }

    /// <summary>What waits now, oldest first. Nothing is taken by being read.</summary>
    /// <exception cref="IOException">The inbox cannot be read.</exception>
    public async IAsyncEnumerable<WaitingMail> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var file in Files())
        {
            byte[] raw;
            try
            {
                raw = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
            }
            catch (FileNotFoundException)
            {
                continue; // another reader took it
            }

            yield return new WaitingMail(MailReader.Read(raw, _channel, Path.GetFileName(file), _limits), () => Take(file));
        }
    }

    // Names of a Maildir begin with the second of arrival.
    private List<string> Files() => Directory.Exists(_from)
        ? Directory.EnumerateFiles(_from, _isMaildir ? "*" : "*.eml")
            .Where(f => !Path.GetFileName(f).StartsWith('.'))
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .ToList()
        : [];

    private void Take(string file)
    {
        Directory.CreateDirectory(_to);
        try
        {
            File.Move(file, Path.Combine(_to, TakenName(Path.GetFileName(file))), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another reader stored the same mail, which intake recognised, and was faster here.
        }
    }

    // "name:2,flags": taken is seen. Windows has no colon in names.
    private string TakenName(string name)
    {
        var mark = (OperatingSystem.IsWindows() ? ";" : ":") + "2,";
        return !_isMaildir ? name
            : !name.Contains(mark, StringComparison.Ordinal) ? name + mark + Seen
            : name.EndsWith(Seen, StringComparison.Ordinal) ? name
            : name + Seen;
    }
}
