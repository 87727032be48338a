using Helpdesk.Core.Email.Encodings;

namespace Helpdesk.Core.Email.Headers;

/// <summary>Walks over the headers at the beginning of a mail or a part, up to its body. Keeps nothing.</summary>
internal ref struct HeaderScanner
{
    private const int MaxNameBytes = 200;

    private readonly ReadOnlySpan<byte> _mail;
    private readonly ICollection<string> _flags;
    private readonly bool _isTop;
    private int _at;
    private bool _isFirst = true;
    private bool _isOver;
    private int? _oddAt;

    /// <param name="mail">The mail.</param>
    /// <param name="at">Where the headers begin.</param>
    /// <param name="isTop">Whether it is the mail itself: empty lines and an mbox line may stand before its headers.</param>
    /// <param name="flags">Takes what is noticed.</param>
    public HeaderScanner(ReadOnlySpan<byte> mail, int at, bool isTop, ICollection<string> flags)
    {
        _mail = mail;
        _at = isTop && mail[at..].StartsWith("\uFEFF"u8) ? at + 3 : at;
        (_isTop, _flags) = (isTop, flags);
    }

    /// <summary>Where the body begins, once there is no further header.</summary>
    public readonly int BodyAt => _at;

    /// <summary>The name of the header.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Where its value stands in the mail, folds included.</summary>
    public Range Value { get; private set; }

    public bool Next()
    {
        while (!_isOver && _at < _mail.Length)
        {
            var start = _at;
            var line = _mail[Lines.Next(_mail, ref _at)];
            if (line.IsEmpty)
            {
                _isOver = !_isTop || !_isFirst;
            }
            else if (line.StartsWith("--"u8))
            {
                // A boundary, of this part or around it, where an empty line was forgotten.
                (_at, _isOver) = (start, true);
            }
            else if (!IsMailboxLine(line) && NameLength(line) is var length and > 0)
            {
                _isFirst = false;
                Name = line[..length];
                var from = start + line.IndexOf((byte)':') + 1;
                Value = from..Folds(start + line.Length);
                return true;
            }
            else
            {
                Skip(start, line);
            }
        }

        // Without an empty line what is no header is the body.
        if (!_isOver && _oddAt is { } odd)
        {
            (_at, _isOver) = (odd, true);
        }

        return false;
    }

    // What is no header, but stands between headers: they may go on behind it.
    private void Skip(int start, ReadOnlySpan<byte> line)
    {
        if (!IsMailboxLine(line) && line[0] is not ((byte)' ' or (byte)'\t'))
        {
            _flags.Add(MailFlags.OddHeaderLine);
            _oddAt ??= start;
        }

        _isFirst = false;
    }

    // Moves behind the lines that continue a header; where the last of them ends.
    private int Folds(int end)
    {
        while (_at < _mail.Length && _mail[_at] is (byte)' ' or (byte)'\t')
        {
            var line = Lines.Next(_mail, ref _at);
            end = line.End.Value;
        }

        return end;
    }

    // The line that an mbox file puts before a mail, and what becomes of it when mails are passed on.
    private readonly bool IsMailboxLine(ReadOnlySpan<byte> line) =>
        line.StartsWith(">From "u8) || (_isTop && _isFirst && line.StartsWith("From "u8));

    // Printable ASCII before the colon; blanks just before it are an old habit.
    private static int NameLength(ReadOnlySpan<byte> line)
    {
        var colon = line[..Math.Min(line.Length, MaxNameBytes)].IndexOf((byte)':');
        if (colon <= 0 || line[0] is (byte)' ' or (byte)'\t')
        {
            return 0;
        }

        var name = line[..colon].TrimEnd(" \t"u8);
        return name.ContainsAnyExceptInRange((byte)33, (byte)126) ? 0 : name.Length;
    }
}
