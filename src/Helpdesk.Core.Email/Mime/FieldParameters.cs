using System.Globalization;
using System.Text;

namespace Helpdesk.Core.Email.Mime;

/// <summary>A value with parameters, as in Content-Type and Content-Disposition; RFC 2231 and its misuses.</summary>
internal sealed class FieldParameters
{
    private const int MaxParameters = 200;

    private readonly List<(string Name, string Value)> _parameters = [];

    public FieldParameters(string? field)
    {
        var pieces = Split(field ?? "");
        Value = pieces.Count == 0 ? "" : pieces[0].Trim().ToLowerInvariant();
        foreach (var piece in pieces.Skip(1).Take(MaxParameters))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                _parameters.Add((piece[..equals].Trim().ToLowerInvariant(), Unquote(piece[(equals + 1)..].Trim())));
            }
        }
    }

    public string Value { get; }

    /// <summary>The parameter, decoded; the extended form wins over the plain one.</summary>
    public string? this[string name]
    {
        get
        {
            var extended = Extended(name);
            var plain = _parameters.FirstOrDefault(p => p.Name == name).Value;
            return extended ?? (plain is null ? null : EncodedWords.Decode(plain));
        }
    }

    private string? Extended(string name)
    {
        var parts = _parameters
            .Where(p => p.Name.StartsWith(name + "*", StringComparison.Ordinal))
            .Select(p => (Key: p.Name[(name.Length + 1)..], p.Value))
            .Select(p => (Number: Number(p.Key), IsEncoded: p.Key.Length == 0 || p.Key.EndsWith('*'), p.Value))
            .Where(p => p.Number >= 0)
            .OrderBy(p => p.Number)
            .ToList();
        if (parts.Count == 0)
        {
            return null;
        }

        string? charset = null;
        var bytes = new List<byte>();
        for (var i = 0; i < parts.Count; i++)
        {
            var (_, isEncoded, value) = parts[i];
            if (i == 0 && isEncoded && value.Split('\'', 3) is [var set, _, var rest])
            {
                (charset, value) = (set, rest);
            }

            bytes.AddRange(isEncoded ? Percent(value) : Encoding.UTF8.GetBytes(value));
        }

        return Charsets.Decode(bytes.ToArray(), charset);
    }

    private static int Number(string key)
    {
        var digits = key.TrimEnd('*');
        return digits.Length == 0 ? 0
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }

    private static byte[] Percent(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value.Replace("=", "=3D", StringComparison.Ordinal).Replace('%', '='));
        return TransferEncoding.QuotedPrintable(bytes, isHeader: false);
    }

    private static List<string> Split(string field)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var (isQuoted, comment) = (false, 0);
        for (var i = 0; i < field.Length; i++)
        {
            var c = field[i];
            if (c == '\\' && i + 1 < field.Length && isQuoted)
            {
                piece.Append(c).Append(field[++i]);
                continue;
            }

            isQuoted ^= c == '"' && comment == 0;
            if (!isQuoted && c == '(')
            {
                comment++;
            }
            else if (!isQuoted && c == ')' && comment > 0)
            {
                comment--;
            }
            else if (!isQuoted && comment == 0 && c == ';')
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            else if (comment == 0)
            {
                piece.Append(c);
            }
        }

        pieces.Add(piece.ToString());
        return pieces;
    }

    private static string Unquote(string value)
    {
        if (value.Length == 0 || value[0] != '"')
        {
            return value;
        }

        var result = new StringBuilder();
        for (var i = 1; i < value.Length && value[i] != '"'; i++)
        {
            result.Append(value[i] == '\\' && i + 1 < value.Length ? value[++i] : value[i]);
        }

        return result.ToString();
    }
}
