using System.Text;

namespace Helpdesk.Core.Email.Headers;

/// <summary>
/// Reads address lists (RFC 5322, 3.4) as real mail writes them: groups, comments, missing quotes, several angles. One pass, each
/// character once.
/// </summary>
internal sealed class MailAddresses
{
    private const int MaxValueCharacters = 320;

    private readonly int _most;

    // What stands before an angle, without quotes; and the same as written, for an address that has no angles.
    private readonly StringBuilder _name = new();
    private readonly StringBuilder _spec = new();
    private readonly StringBuilder _angle = new();
    private readonly StringBuilder _comment = new();
    private readonly List<string> _postponed = [];
    private bool _isQuoted;
    private bool _isEscaped;
    private bool _inAngle;
    private bool _hadAngle;
    private bool _hasAt;
    private int _comments;

    private MailAddresses(int most) => _most = most;

    private List<Mailbox> Found { get; } = [];

    /// <summary>The mailboxes of a header value, groups flattened.</summary>
    /// <param name="field">The value, unfolded; null for none.</param>
    /// <param name="most">No more than that.</param>
    public static List<Mailbox> Read(string? field, int most)
    {
        var reader = new MailAddresses(most);
        foreach (var c in field ?? "")
        {
            reader.Take(c);
        }

        reader.Finish();
        return reader.Found;
    }

    private void Take(char c)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            Text(c);
        }
        else if (c == '\\' && (_isQuoted || _comments > 0))
        {
            _isEscaped = true;
        }
        else if (_comments > 0 || (c == '(' && !_isQuoted))
        {
            Comment(c);
        }
        else if (c == '"')
        {
            _isQuoted = !_isQuoted;
            (_inAngle ? _angle : _spec).Append(c);
        }
        else if (_isQuoted)
        {
            Text(c);
        }
        else if (_inAngle)
        {
            Angle(c);
        }
        else
        {
            Plain(c);
        }
    }

    private void Text(char c)
    {
        if (_comments > 0)
        {
            _comment.Append(c);
        }
        else if (_inAngle)
        {
            _angle.Append(c);
        }
        else
        {
            _name.Append(c);
            _spec.Append(c);
        }
    }

    private void Comment(char c)
    {
        _comments += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (_comments > 1 || (_comments == 1 && c is not ('(' or ')')))
        {
            _comment.Append(c);
        }
    }

    private void Angle(char c)
    {
        if (c == '>')
        {
            _inAngle = false;
        }
        else if (c == '<')
        {
            _angle.Clear();
        }
        else
        {
            _angle.Append(c);
        }
    }

    private void Plain(char c)
    {
        switch (c)
        {
            case '<':
                // An address in angles before this one was only text.
                _name.Append(_angle);
                _angle.Clear();
                _inAngle = _hadAngle = true;
                break;
            case ':' when !_hasAt && !_hadAngle:
                Forget(); // the name of a group
                break;
            case ',' when !_hasAt && !_hadAngle:
                Postpone();
                break;
            case ',' or ';':
                Finish();
                break;
            default:
                _hasAt |= c == '@';
                _name.Append(c);
                _spec.Append(c);
                break;
        }
    }

    // "Lee, Ann <ann@x>": whether what stands before a comma is a mailbox or half a name shows behind it.
    private void Postpone()
    {
        if (Clean(_spec.ToString()).Length > 0)
        {
            _postponed.Add(_spec.ToString());
        }

        Forget();
    }

    private void Finish()
    {
        if (_postponed.Count > 0)
        {
            if (_hadAngle && _postponed.Count == 1)
            {
                _name.Insert(0, $"{_postponed[0].Trim().Trim('"')}, ");
            }
            else
            {
                foreach (var mailbox in _postponed.Take(_most - Found.Count))
                {
                    Found.Add(new Mailbox(Clean(mailbox), "", ""));
                }
            }

            _postponed.Clear();
        }

        var value = Clean((_hadAngle ? _angle : _spec).ToString());
        if (value.Length > 0 && Found.Count < _most)
        {
            Found.Add(new Mailbox(
                value,
                _hadAngle ? EncodedWords.Decode(_name.ToString().Trim()) : "",
                _comment.Length == 0 ? "" : EncodedWords.Decode(_comment.ToString())));
        }

        Forget();
    }

    private void Forget()
    {
        _name.Clear();
        _spec.Clear();
        _comment.Clear();
        _angle.Clear();
        (_hadAngle, _inAngle, _hasAt) = (false, false, false);
    }

    // No blanks and no control characters: such an address could forge headers. Source routes are dropped.
    private static string Clean(string value)
    {
        var clean = new string([.. value.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c))]);
        var colon = clean.StartsWith('@') ? clean.IndexOf(':', StringComparison.Ordinal) : -1;
        clean = clean[(colon + 1)..];
        return clean.Length > MaxValueCharacters ? clean[..MaxValueCharacters] : clean;
    }
}
