using System.Text;

namespace Helpdesk.Core.Email.Html;

/// <summary>
/// Writes elements so that a browser builds the tree that is written: what it would close by itself (HTML, 13.2.6) is closed before,
/// nothing is closed that was not opened, and all that is open at the end is closed. So nothing reaches what stands around it.
/// </summary>
internal sealed class HtmlWriter
{
    private const int MaxDepth = 100;

    private readonly StringBuilder _html = new();
    private readonly List<string> _open = [];

    public static void Escape(ReadOnlySpan<char> text, StringBuilder to)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => to.Append("&amp;"),
                '<' => to.Append("&lt;"),
                '>' => to.Append("&gt;"),
                '"' => to.Append("&quot;"),
                '\u00a0' => to.Append("&nbsp;"),
                '\0' => to.Append('\ufffd'),
                _ => to.Append(c),
            };
        }
    }

    public void Text(ReadOnlySpan<char> text) => Escape(text, _html);

    public void Open(string name, string attributes)
    {
        if (!MakeRoom(name) || _open.Count >= MaxDepth)
        {
            return;
        }

        _html.Append('<').Append(name).Append(attributes).Append('>');
        if (!HtmlElements.IsEmpty(name))
        {
            _open.Add(name);
        }
    }

    public void Close(string name)
    {
        // A table part ends only within its table; all else only within its cell.
        var isTable = name == "table" || HtmlElements.IsTablePart(name);
        var index = Find(e => e == name, e => e == "table" || (!isTable && e is "td" or "th" or "caption"));
        if (index >= 0)
        {
            CloseTo(index);
        }
    }

    public string End()
    {
        CloseTo(0);
        return _html.ToString();
    }

    // Closes what the element ends; false when it can stand nowhere here.
    private bool MakeRoom(string name)
    {
        if (HtmlElements.IsTablePart(name))
        {
            return MakeRoomInTable(name);
        }

        if (name == "table" && Find(e => e is "table" or "td" or "th" or "caption", _ => false) is var around and >= 0 && _open[around] == "table")
        {
            CloseTo(around); // a table begins within a cell, or ends the one before
        }

        if (HtmlElements.IsBlock(name))
        {
            CloseNearest(e => e == "p", IsCell);
        }

        switch (name)
        {
            case "li":
                CloseNearest(e => e == "li", e => IsCell(e) || (HtmlElements.IsBlock(e) && e is not ("address" or "div" or "p" or "li")));
                break;
            case "dd" or "dt":
                CloseNearest(e => e is "dd" or "dt", e => IsCell(e) || (HtmlElements.IsBlock(e) && e is not ("address" or "div" or "p" or "dd" or "dt")));
                break;
            case "a":
                CloseNearest(e => e == "a", IsCell);
                break;
            case var _ when HtmlElements.IsHeading(name) && _open.Count > 0 && HtmlElements.IsHeading(_open[^1]):
                CloseTo(_open.Count - 1);
                break;
        }

        return true;
    }

    // A part of a table stands directly in what holds such parts; a cell without a row gets one.
    private bool MakeRoomInTable(string name)
    {
        var holder = Find(e => name switch
        {
            "td" or "th" => e is "tr" or "tbody" or "thead" or "tfoot" or "table",
            "tr" => e is "tbody" or "thead" or "tfoot" or "table",
            "col" => e is "colgroup" or "table",
            _ => e == "table",
        }, e => e == "table");
        if (holder < 0)
        {
            return false;
        }

        CloseTo(holder + 1);
        var implied = (name, _open[^1]) switch
        {
            ("td" or "th", not "tr") => "tr",
            ("col", "table") => "colgroup",
            _ => null,
        };
        if (implied is not null)
        {
            Open(implied, "");
        }

        return true;
    }

    private static bool IsCell(string name) => name is "td" or "th" or "caption" or "table";

    private void CloseNearest(Func<string, bool> what, Func<string, bool> limit)
    {
        if (Find(what, limit) is var index and >= 0)
        {
            CloseTo(index);
        }
    }

    // The innermost open element that is meant; -1 when there is none up to the limit.
    private int Find(Func<string, bool> what, Func<string, bool> limit)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (what(_open[i]))
            {
                return i;
            }

            if (limit(_open[i]))
            {
                return -1;
            }
        }

        return -1;
    }

    private void CloseTo(int count)
    {
        while (_open.Count > count)
        {
            _html.Append("</").Append(_open[^1]).Append('>');
            _open.RemoveAt(_open.Count - 1);
        }
    }
}
