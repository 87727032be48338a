namespace Helpdesk.Core.Conversations.Replies;

/// <summary>
/// One look over the lines of a message, from top to bottom: which are history, which signature, which what the author wrote. Takes time in
/// proportion to the text: each place looks ahead at a bounded number of lines of bounded length.
/// </summary>
internal sealed class ReplyPass
{
    private readonly ReplyLines _lines;
    private readonly ReplyPartKind[] _kinds;
    private readonly List<Quote> _quotes = [];

    // Where the history begins that goes on to the end; the count of lines when there is none.
    private int _tail;

    private ReplyPass(ReplyLines lines)
    {
        _lines = lines;
        _kinds = new ReplyPartKind[lines.Count];
        _tail = lines.Count;
    }

    /// <summary>What each line is.</summary>
    public IReadOnlyList<ReplyPartKind> Kinds => _kinds;

    /// <summary>Whether the last lines are history that goes on however long the text is.</summary>
    public bool EndsInHistory => _tail < _lines.Count;

    /// <summary>Looks over the lines.</summary>
    public static ReplyPass Over(ReplyLines lines)
    {
        var pass = new ReplyPass(lines);
        pass.Find();
        pass.HideSignatures();
        pass.HideQuotes();
        Array.Fill(pass._kinds, ReplyPartKind.History, pass._tail, lines.Count - pass._tail);
        return pass;
    }

    private void Find()
    {
        var hasText = false;
        var i = 0;
        while (i < _lines.Count)
        {
            if (_lines.IsBlank(i))
            {
                i++;
            }
            else if (_lines.IsQuoted(i))
            {
                i = Take(i, i, isIntroduced: false);
            }
            else if (HistoryAt(i, hasText) is var next && next == _lines.Count && _tail < _lines.Count)
            {
                return;
            }
            else if (next > i)
            {
                i = next;
            }
            else
            {
                hasText = true;
                i++;
            }
        }
    }

    // Where reading goes on when history begins here; the same place when none does.
    private int HistoryAt(int at, bool hasText)
    {
        var line = _lines[at];
        if (Banners.IsBanner(line) || HeaderBlock.At(_lines, at) is not null)
        {
            return End(at);
        }

        if (Banners.IsRule(line) && HeaderBlock.At(_lines, _lines.NextWritten(at + 1)) is not null)
        {
            return End(at);
        }

        var attribution = AttributionLines.At(_lines, at);
        if (attribution.Lines == 0)
        {
            return at;
        }

        var next = _lines.NextWritten(at + attribution.Lines);
        if (_lines.IsQuoted(next))
        {
            return Take(at, next, isIntroduced: true);
        }

        return attribution.IsCertain && hasText ? End(at) : at;
    }

    private int End(int at)
    {
        _tail = at;
        return _lines.Count;
    }

    // A quote goes on over blank lines, as long as more of it follows.
    private int Take(int start, int quoted, bool isIntroduced)
    {
        var end = quoted;
        for (var i = quoted; i < _lines.Count && (_lines.IsBlank(i) || _lines.IsQuoted(i)); i++)
        {
            end = _lines.IsQuoted(i) ? i + 1 : end;
        }

        _quotes.Add(new Quote(start, end, isIntroduced));
        return end;
    }

    private void HideSignatures()
    {
        var from = 0;
        foreach (var quote in _quotes)
        {
            HideSignature(from, quote.Start);
            from = quote.End;
        }

        HideSignature(from, _tail);
    }

    // In a stretch of text between quotes.
    private void HideSignature(int from, int to)
    {
        var start = DelimiterIn(from, to);
        while (start > from && (_lines.IsBlank(start - 1) || Signatures.IsDevice(_lines[start - 1])))
        {
            start--;
        }

        while (start < to && _lines.IsBlank(start))
        {
            start++; // blank lines stay with the text
        }

        Array.Fill(_kinds, ReplyPartKind.Signature, start, to - start);
    }

    private int DelimiterIn(int from, int to)
    {
        var written = 0;
        var start = to;
        for (var i = to - 1; i >= from && written <= Signatures.MaxLines; i--)
        {
            if (_lines.IsBlank(i))
            {
                continue;
            }

            if (Signatures.IsDelimiter(_lines[i]))
            {
                start = i;
            }

            written++;
        }

        return start;
    }

    private void HideQuotes()
    {
        var lastText = LastText();
        for (var i = 0; i < _quotes.Count; i++)
        {
            var quote = _quotes[i];
            var isAnswered = quote.End <= lastText;
            if (!isAnswered || IsQuotedAbove(i, lastText))
            {
                Array.Fill(_kinds, ReplyPartKind.History, quote.Start, quote.End - quote.Start);
            }
        }
    }

    // One quote at the very top, introduced as mail programs do, with the answer below: all of it only came along.
    private bool IsQuotedAbove(int index, int lastText) =>
        index == 0 && _quotes[0].IsIntroduced && _lines.NextWritten(0) >= _quotes[0].Start && !_quotes.Exists(q => q.Start > _quotes[0].Start && q.End <= lastText);

    private int LastText()
    {
        var quote = _quotes.Count - 1;
        for (var i = _tail - 1; i >= 0; i--)
        {
            if (quote >= 0 && i < _quotes[quote].End)
            {
                i = _quotes[quote].Start;
                quote--;
            }
            else if (_kinds[i] == ReplyPartKind.Text && !_lines.IsBlank(i))
            {
                return i;
            }
        }

        return -1;
    }

    private sealed record Quote(int Start, int End, bool IsIntroduced);
}
