using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Helpdesk.Core.Email.Tests.SharedData;

/// <summary>
/// Compares mails with what other readers see in them. A fact is strong when all three agree, weak when two do; what no two agree
/// on is no fact.
/// </summary>
internal sealed class FactTable
{
    private readonly SortedDictionary<string, int[]> _rows = new(StringComparer.Ordinal);

    /// <summary>Deviations from strong facts, which must not be.</summary>
    public List<string> Strong { get; } = [];

    /// <summary>Deviations from weak facts.</summary>
    public List<string> Weak { get; } = [];

    public int All => _rows.Values.Sum(r => r[1] + r[3]);

    public double WeakShare => (double)_rows.Values.Sum(r => r[2]) / Math.Max(1, _rows.Values.Sum(r => r[3]));

    public void Compare(string mail, JsonElement record, ReadOnlyMemory<byte> raw)
    {
        var seen = new MailFacts(raw);
        var weak = Names(record, "weak");
        var contested = Names(record, "contested");
        foreach (var fact in record.GetProperty("facts").EnumerateObject().Where(f => !contested.Contains(f.Name)))
        {
            var isWeak = weak.Contains(fact.Name);
            var (isRight, found) = seen.Look(fact.Name, fact.Value);
            var row = _rows.TryGetValue(fact.Name, out var known) ? known : _rows[fact.Name] = new int[4];
            row[isWeak ? 2 : 0] += isRight ? 1 : 0;
            row[isWeak ? 3 : 1]++;
            if (!isRight)
            {
                (isWeak ? Weak : Strong).Add($"{mail} {fact.Name}: {Short(found)} instead of {Short(fact.Value.GetRawText())}");
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder("fact                 strong        weak\n");
        foreach (var (name, row) in _rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name,-17} {row[0],4} of {row[1],4} {row[2],3} of {row[3],3}\n");
        }

        return text.AppendJoin('\n', Weak.Prepend("Deviations from weak facts:")).ToString();
    }

    private static HashSet<string> Names(JsonElement record, string list) =>
        record.TryGetProperty(list, out var names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];

    private static string Short(string text) => text.Length <= 150 ? text : text[..150] + "…";
}
