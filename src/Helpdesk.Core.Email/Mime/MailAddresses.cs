using System.Text;

namespace Helpdesk.Core.Email.Mime;

/// <summary>Reads address lists (RFC 5322, 3.4) as real mail writes them: groups, comments, missing quotes, several angles.</summary>
internal static class MailAddresses
{
    private const int MaxAddresses = 1_000;

    public static List<Address> Read(string? field)
    {
        var reader = new Reader();
        foreach (var c in field ?? "")
        {
            reader.Take(c);
            if (reader.Found.Count >= MaxAddresses)
            {
                return reader.Found;
            }
        }

        reader.Close();
        return reader.Found;
    }

    private sealed class Reader
    {
        private readonly StringBuilder _phrase = new();
        private readonly StringBuilder _comment = new();
        private readonly StringBuilder _angle = new();
        private bool _isQuoted;
        private bool _isEscaped;
        private bool _inAngle;
        private bool _hadAngle;
        private int _comments;

        public List<Address> Found { get; } = [];

        public void Take(char c)
        {
            if (_isEscaped || (c == '\\' && (_isQuoted || _comments > 0)))
            {
                if (_isEscaped)
                {
                    (_comments > 0 ? _comment : _phrase).Append(c);
                }

                _isEscaped = !_isEscaped;
            }
            else if (_isQuoted || c == '"')
            {
                Quoted(c);
            }
            else if (_comments > 0 || c == '(')
            {
                Comment(c);
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

        public void Close()
        {
            Finish();
            _isQuoted = _inAngle = false;
            _comments = 0;
        }

        private void Quoted(char c)
        {
            if (c == '"')
            {
                _isQuoted = !_isQuoted;
            }
            else
            {
                (_inAngle ? _angle : _phrase).Append(c);
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
            else if (!char.IsWhiteSpace(c))
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
                    _phrase.Append(_angle);
                    _angle.Clear();
                    _inAngle = _hadAngle = true;
                    break;
                case ':' when !_phrase.ToString().Contains('@', StringComparison.Ordinal):
                    _phrase.Clear(); // the name of a group
                    break;
                case ',' when !_hadAngle && !_phrase.ToString().Contains('@', StringComparison.Ordinal) && _phrase.Length > 0:
                    _phrase.Append(c); // an unquoted comma in a name: "Doe, Jane <…>"
                    break;
                case ',' or ';':
                    Finish();
                    break;
                default:
                    _phrase.Append(c);
                    break;
            }
        }

        private void Finish()
        {
            var phrase = _phrase.ToString().Trim().TrimEnd(',').TrimEnd();
            var (value, name) = _hadAngle ? (_angle.ToString(), phrase) : (phrase, _comment.ToString());
            value = Clean(value);
            if (value.Length > 0)
            {
                Found.Add(Address.Mail(value, EncodedWords.Decode(name)));
            }

            _phrase.Clear();
            _comment.Clear();
            _angle.Clear();
            _hadAngle = false;
        }

        // No blanks and no control characters: such an address could forge headers. Source routes are dropped.
        private static string Clean(string value)
        {
            var clean = new string([.. value.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c))]);
            var colon = clean.StartsWith('@') ? clean.IndexOf(':', StringComparison.Ordinal) : -1;
            clean = clean[(colon + 1)..];
            return clean.Length > 320 ? clean[..320] : clean;
        }
    }
}
