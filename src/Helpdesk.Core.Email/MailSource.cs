using System.Diagnostics.CodeAnalysis;
using Helpdesk.Core.Email.Mime;
using Helpdesk.Core.Email.Sources;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Channels;

namespace Helpdesk.Core.Email;

/// <summary>
/// Opens what holds mail: an mbox file, a Maildir, a mail in a file, or a folder of such files with its subfolders. Reading
/// changes nothing in it.
/// </summary>
public static class MailSource
{
    private const int HeadBytes = 64 * 1024;

    private static readonly string[] TellingHeaders =
        ["From", "Received", "Return-Path", "Message-ID", "Delivered-To", "Subject", "Date", "MIME-Version"];

    /// <summary>Opens a path.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="channel">The channel and our account on it, for every message.</param>
    /// <param name="source">The source, in order of arrival.</param>
    /// <param name="fault">
    /// Why there is none: <c>not-found</c>, <c>no-mail</c> (nothing in it looks like mail) or <c>not-readable</c>.
    /// </param>
    public static bool TryOpen(
        string path,
        ChannelAddress channel,
        [NotNullWhen(true)] out IMessageSource? source,
        [NotNullWhen(false)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(channel);
        (source, fault) = (null, null);
        try
        {
            var items = File.Exists(path) ? FromFile(path, Path.GetFileName(path), isNamed: true)
                : Directory.Exists(path) ? FromFolder(path)
                : null;
            fault = items is null ? new Fault("not-found", $"There is no file or folder '{path}'.")
                : items.Count == 0 ? new Fault("no-mail", $"There is no mail in '{path}'.")
                : null;
            source = fault is null ? new MailFileSource(items!, channel) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault = new Fault("not-readable", $"'{path}' cannot be read: {exception.Message}");
        }

        return source is not null;
    }

    /// <summary>
    /// Reads a stream to its end: a mail, or an mbox, as it comes from a pipe. All of it is held in memory.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="channel">The channel and our account on it, for every message.</param>
    /// <param name="source">The source, in order of arrival.</param>
    /// <param name="fault">Why there is none: <c>no-mail</c> or <c>not-readable</c>.</param>
    public static bool TryRead(
        Stream stream,
        ChannelAddress channel,
        [NotNullWhen(true)] out IMessageSource? source,
        [NotNullWhen(false)] out Fault? fault)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(channel);
        (source, fault) = (null, null);
        try
        {
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            var bytes = memory.ToArray();
            var items = From(() => new MemoryStream(bytes, writable: false), bytes.Length, "standard input", isNamed: true);
            fault = items.Count == 0 ? new Fault("no-mail", "There is no mail in the input.") : null;
            source = fault is null ? new MailFileSource(items, channel) : null;
        }
        catch (IOException exception)
        {
            fault = new Fault("not-readable", $"The input cannot be read: {exception.Message}");
        }

        return source is not null;
    }

    private static List<MailItem> FromFolder(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 20, IgnoreInaccessible = false };
        var isMaildir = Directory.Exists(Path.Combine(folder, "cur")) || Directory.Exists(Path.Combine(folder, "new"));
        return
        [
            .. Directory.EnumerateFiles(folder, "*", options)
                .Select(f => (File: f, Name: Path.GetRelativePath(folder, f).Replace('\\', '/')))

                // What is still being delivered stands in tmp.
                .Where(f => !isMaildir || f.Name.StartsWith("cur/", StringComparison.Ordinal) || f.Name.StartsWith("new/", StringComparison.Ordinal))
                .OrderBy(f => f.Name, StringComparer.Ordinal)
                .SelectMany(f => FromFile(f.File, f.Name, isMaildir || f.Name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase))),
        ];
    }

    private static List<MailItem> FromFile(string file, string name, bool isNamed) => From(
        () => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, useAsync: false), new FileInfo(file).Length, name, isNamed);

    // A file that somebody named is taken as mail, whatever it holds; another one in a folder must look like it.
    private static List<MailItem> From(Func<Stream> open, long length, string name, bool isNamed)
    {
        if (length == 0)
        {
            return [];
        }

        var head = new byte[Math.Min(HeadBytes, length)];
        using (var stream = open())
        {
            stream.ReadExactly(head);
        }

        var isMbox = head.AsSpan().StartsWith("From "u8)
            && (name.EndsWith(".mbox", StringComparison.OrdinalIgnoreCase) || !name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase));
        if (isMbox && MboxIndex.Of(open, name) is { Count: > 0 } mails)
        {
            return mails;
        }

        return isNamed || LooksLikeMail(head) ? [new MailItem(name, open, 0, length, MailReader.Arrival(head), InMailboxFile: false)] : [];
    }

    private static bool LooksLikeMail(byte[] head)
    {
        var headers = MimeTree.ReadHeaders(head, MailLimits.Default);
        return TellingHeaders.Count(name => headers.Exists(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) >= 2;
    }
}
