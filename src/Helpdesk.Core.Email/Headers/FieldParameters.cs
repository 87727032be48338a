using System.Globalization;
using System.Text;
using Helpdesk.Core.Email.Encodings;

namespace Helpdesk.Core.Email.Headers;

/// <summary>A value with parameters, as in Content-Type and Content-Disposition; RFC 2231 and its misuses.</summary>
internal sealed class FieldParameters
{
    private const int MaxParameters = 200;

    private readonly List<(string Name, string Value)> _parameters = [];

    // A parameter behind a semicolon that was forgotten: not every reader sees it.
    private readonly bool _isFirstLoose;

    public FieldParameters(string? field)
    {
        var scanner = new FieldScanner(field ?? "");
        scanner.Next();
        var first = scanner.Piece.AsSpan().Trim();
        var end = first.IndexOfAny(' ', '\t');
        Value = (end < 0 ? first : first[..end]).ToString().ToLowerInvariant();
        if (end >= 0)
        {
            _isFirstLoose = Add(first[end..]);
        }

        while (_parameters.Count < MaxParameters && scanner.Next())
        {
            Add(scanner.Piece);
        }
    }

    /// <summary>What stands before the parameters, in lower case.</summary>
    public string Value { get; }

    /// <summary>The parameter, decoded; the extended form wins over the plain one.</summary>
    public string? this[string name] =>
        Extended(name) ?? (_parameters.Find(p => p.Name == name).Value is { } plain ? EncodedWords.Decode(plain) : null);

    /// <summary>
    /// The parameter as it stands, null unless every reader sees it: what hangs on it must not look different to a scanner before us.
    /// </summary>
    public string? Strict(string name)
    {
        var index = _parameters.FindIndex(_isFirstLoose ? 1 : 0, p => p.Name == name);
        return index < 0 ? null : _parameters[index].Value;
    }

    /// <summary>Whether the parameter stands there twice, with different values.</summary>
    public bool HasTwo(string name) => _parameters.Exists(p => p.Name == name && p.Value != Strict(name));

    // A piece holds one parameter; or several, where a semicolon behind quotes was forgotten.
    private bool Add(ReadOnlySpan<char> piece)
    {
        var before = _parameters.Count;
        while (piece.IndexOf('=') is var equals and > 0 && _parameters.Count < MaxParameters)
        {
            var name = piece[..equals].Trim().ToString().ToLowerInvariant();
            _parameters.Add((name, Unquote(piece[(equals + 1)..].Trim(), out piece)));
        }

        return _parameters.Count > before;
    }

    private string? Extended(string name)
    {
        var parts = new List<(int Number, bool IsEncoded, string Value)>();
        foreach (var (key, value) in _parameters)
        {
            if (key.Length > name.Length && key[name.Length] == '*' && key.StartsWith(name, StringComparison.Ordinal)
                && Number(key[(name.Length + 1)..]) is var number and >= 0)
            {
                parts.Add((number, key.Length == name.Length + 1 || key.EndsWith('*'), value));
            }
        }

        return parts.Count == 0 ? null : Join([.. parts.OrderBy(p => p.Number)]);
    }

    // The charset stands before the first piece; bytes are joined before they are decoded, for characters are split.
    private static string Join(IReadOnlyList<(int Number, bool IsEncoded, string Value)> parts)
    {
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
        return ContentDecoder.Decode(bytes, "quoted-printable").ToArray();
    }

    private static string Unquote(ReadOnlySpan<char> value, out ReadOnlySpan<char> behind)
    {
        behind = [];
        if (value.IsEmpty || value[0] != '"')
        {
            return value.ToString();
        }

        var result = new StringBuilder();
        var i = 1;
        for (; i < value.Length && value[i] != '"'; i++)
        {
            result.Append(value[i] == '\\' && i + 1 < value.Length ? value[++i] : value[i]);
        }

        behind = i < value.Length ? value[(i + 1)..] : [];
        return result.ToString();
    }
}
