using System.Text;

namespace Helpdesk.Core.Email.Headers;

/// <summary>Takes a header value apart at its semicolons; quotes are heeded, comments left out.</summary>
internal sealed class FieldScanner(string field)
{
    private readonly StringBuilder _piece = new();
    private int _at;

    /// <summary>The piece that <see cref="Next"/> found.</summary>
    public string Piece { get; private set; } = "";

    public bool Next()
    {
        if (_at > field.Length)
        {
            return false;
        }

        _piece.Clear();
        var (isQuoted, comments) = (false, 0);
        for (; _at < field.Length; _at++)
        {
            var c = field[_at];
            if (c == '\\' && isQuoted && _at + 1 < field.Length)
            {
                _piece.Append(c).Append(field[++_at]);
                continue;
            }

            isQuoted ^= c == '"' && comments == 0;
            if (!isQuoted && c == ';' && comments == 0)
            {
                break;
            }

            comments += isQuoted ? 0 : c == '(' ? 1 : c == ')' && comments > 0 ? -1 : 0;
            if (comments == 0 && (isQuoted || c != ')'))
            {
                _piece.Append(c);
            }
        }

        _at++;
        Piece = _piece.ToString();
        return true;
    }
}
