using System.Text;

namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>
/// The fields of a report's machine-readable part: groups of header-like lines with a blank line between. Bounded, and nothing in it is a fault.
/// </summary>
internal sealed class ReportFields
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxGroups = 1_000;
    private const int MaxFields = 100;

    private readonly List<KeyValuePair<string, string>> _fields = [];

    public bool IsEmpty => _fields.Count == 0;

    /// <summary>The value of the first field with a name; empty when there is none.</summary>
    public string this[string name] => All(name).FirstOrDefault("");

    /// <summary>The values of all fields with a name.</summary>
    public IEnumerable<string> All(string name) =>
        _fields.Where(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value);

    /// <summary>Whether there is a field with a name.</summary>
    public bool Has(string name) => All(name).Any();

    /// <summary>Reads the groups in order.</summary>
    /// <param name="content">The part's bytes.</param>
    /// <param name="begins">Fields that begin a group of their own where a blank line was forgotten and the group has such a field.</param>
    public static IReadOnlyList<ReportFields> Read(ReadOnlyMemory<byte> content, params string[] begins)
    {
        var groups = new List<ReportFields>();
        var group = new ReportFields();
        foreach (var line in Encoding.UTF8.GetString(content.Span[..Math.Min(content.Length, MaxBytes)]).AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                Close();
            }
            else if (line[0] is ' ' or '\t')
            {
                group.Continue(line);
            }
            else if (line.IndexOf(':') is var colon and > 0)
            {
                var name = line[..colon].Trim().ToString();
                if (begins.Contains(name, StringComparer.OrdinalIgnoreCase) && group.Has(name))
                {
                    Close();
                }

                group.Add(name, line[(colon + 1)..].Trim().ToString());
            }

            if (groups.Count == MaxGroups)
            {
                return groups;
            }
        }

        Close();
        return groups;

        void Close()
        {
            if (!group.IsEmpty)
            {
                groups.Add(group);
                group = new ReportFields();
            }
        }
    }

    private void Add(string name, string value)
    {
        if (_fields.Count < MaxFields)
        {
            _fields.Add(KeyValuePair.Create(name, value));
        }
    }

    private void Continue(ReadOnlySpan<char> line)
    {
        if (_fields.Count > 0 && _fields[^1].Value.Length < 2_000)
        {
            _fields[^1] = KeyValuePair.Create(_fields[^1].Key, $"{_fields[^1].Value} {line.Trim()}".Trim());
        }
    }
}
