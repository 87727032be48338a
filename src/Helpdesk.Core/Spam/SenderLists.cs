using System.Collections.Frozen;
using Helpdesk.Core.Spam.Signals;

namespace Helpdesk.Core.Spam;

/// <summary>
/// Senders whose mail is never spam, and senders whose mail always is. Where both lists have something to say, the more exact entry
/// decides: an address before an address with wildcards, that before a domain, that before the domains below one; of two wildcards
/// the longer; then the allow list. A sender's address can be forged: allow only where the mail server checks it. Immutable;
/// thread-safe.
/// </summary>
public sealed class SenderLists
{
    /// <summary>How many entries a list has at most.</summary>
    public const int MaxEntries = 10_000;

    private readonly FrozenDictionary<string, bool> _exact;
    private readonly (SenderPattern Pattern, bool IsAllowed)[] _wide;

    private SenderLists(IEnumerable<(SenderPattern Pattern, bool IsAllowed)> entries)
    {
        var all = entries.ToLookup(e => e.Pattern.Rank is 1 or 3);
        _exact = all[true].ToFrozenDictionary(e => e.Pattern.Text, e => e.IsAllowed, StringComparer.Ordinal);
        _wide =
        [
            .. all[false].OrderByDescending(e => e.Pattern.Rank).ThenByDescending(e => e.Pattern.Text.Length)
                .ThenByDescending(e => e.IsAllowed).ThenBy(e => e.Pattern.Text, StringComparer.Ordinal),
        ];
    }

    /// <summary>Lists without entries.</summary>
    public static SenderLists None { get; } = new([]);

    /// <summary>Reads both lists. Letter case and blanks around an entry do not count.</summary>
    /// <param name="allow">Addresses, addresses with <c>*</c>, domains, <c>*.</c> with a domain.</param>
    /// <param name="deny">The same.</param>
    /// <returns>
    /// The lists, or faults <c>bad-sender</c>, <c>sender-in-both-lists</c> and <c>too-many-senders</c> that point into
    /// <c>/allow</c> and <c>/deny</c>.
    /// </returns>
    public static Parsed<SenderLists> Create(IReadOnlyList<string> allow, IReadOnlyList<string> deny)
    {
        ArgumentNullException.ThrowIfNull(allow);
        ArgumentNullException.ThrowIfNull(deny);
        var faults = new List<Fault>();
        var allowed = Read(allow, "/allow", faults);
        var denied = Read(deny, "/deny", faults);
        foreach (var both in denied.Keys.Where(allowed.ContainsKey))
        {
            faults.Add(new Fault("sender-in-both-lists", $"'{both}' is allowed and denied.", $"/deny/{denied[both].At}"));
        }

        return faults.Count > 0
            ? new Parsed<SenderLists>(null, faults)
            : new Parsed<SenderLists>(
                new SenderLists([.. allowed.Values.Select(e => (e.Pattern, true)), .. denied.Values.Select(e => (e.Pattern, false))]), []);
    }

    /// <summary>What the lists say of a sender, with the entry that says it; null when they do not know it.</summary>
    public (bool IsAllowed, string Entry)? Find(Address sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var key = sender.Value.Trim().ToLowerInvariant();
        if (_exact.TryGetValue(key, out var isAllowed))
        {
            return (isAllowed, key);
        }

        var domain = key[(key.LastIndexOf('@') + 1)..];
        foreach (var (pattern, isGood) in _wide)
        {
            // Addresses with wildcards come first, then the domain itself, then those above it.
            if (pattern.Rank == 0 && _exact.TryGetValue(domain, out isAllowed))
            {
                return (isAllowed, domain);
            }

            if (pattern.Matches(key))
            {
                return (isGood, pattern.Text);
            }
        }

        return _exact.TryGetValue(domain, out isAllowed) ? (isAllowed, domain) : null;
    }

    private static Dictionary<string, (SenderPattern Pattern, int At)> Read(IReadOnlyList<string> entries, string pointer, List<Fault> faults)
    {
        var read = new Dictionary<string, (SenderPattern, int)>(StringComparer.Ordinal);
        if (entries.Count > MaxEntries)
        {
            faults.Add(new Fault("too-many-senders", $"A list has at most {MaxEntries} entries.", pointer));
            return read;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            if (SenderPattern.Parse(entries[i]) is { } pattern)
            {
                read.TryAdd(pattern.Text, (pattern, i));
            }
            else
            {
                faults.Add(new Fault("bad-sender", $"'{entries[i]}' is no address, domain or wildcard.", $"{pointer}/{i}"));
            }
        }

        return read;
    }
}
