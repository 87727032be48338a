using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core;

/// <summary>
/// A strict reader over one place of a JSON document: every fault is collected with its JSON pointer (RFC 6901) and
/// reading goes on, so that one pass names everything that is wrong. Members that nobody asked for are faults.
/// All configuration of the library is read through this type.
/// </summary>
internal sealed class JsonSection
{
    private const int MaxDepth = 64;

    private const int MaxDays = 10_000;

    // A rule is asked for so many members; most sections for none or for fewer.
    private const int AskedAtMost = 14;

    private readonly JsonElement _element;
    private readonly JsonSection? _parent;
    private readonly string _name;
    private readonly int _index;
    private readonly List<Fault> _faults;
    private JsonSection[]? _members;
    private List<string>? _asked;
    private bool _isKnown;

    // A section has a name in its parent, or a place.
    private JsonSection(JsonElement element, JsonSection? parent, string name, int index, List<Fault> faults) =>
        (_element, _parent, _name, _index, _faults) = (element, parent, name, index, faults);

    /// <summary>The JSON pointer of this place; empty for the document itself. Composed when it is asked for: only faults need it.</summary>
    public string Pointer => _parent is null
        ? ""
        : $"{_parent.Pointer}/{(_index < 0 ? Escape(_name) : _index.ToString(CultureInfo.InvariantCulture))}";

    /// <summary>Whether an array stands here.</summary>
    public bool IsList => _element.ValueKind == JsonValueKind.Array;

    /// <summary>Whether a text stands here.</summary>
    public bool IsText => _element.ValueKind == JsonValueKind.String;

    /// <summary>Whether a number stands here.</summary>
    public bool IsNumber => _element.ValueKind == JsonValueKind.Number;

    /// <summary>Whether null stands here.</summary>
    public bool IsNull => _element.ValueKind == JsonValueKind.Null;

    /// <summary>Whether true or false stands here.</summary>
    public bool IsFlag => _element.ValueKind is JsonValueKind.True or JsonValueKind.False;

    /// <summary>
    /// Reads a document strictly: no comments, no trailing commas, no duplicate members. <paramref name="read"/> gets
    /// the root; what it returns counts only if no fault was reported.
    /// </summary>
    public static Parsed<T> Read<T>(string json, Func<JsonSection, T?> read)
        where T : class
    {
        var faults = new List<Fault>();
        if (LoneSurrogate.In(json) is { } lone)
        {
            faults.Add(new Fault("ill-formed", $"At character {(lone + 1).ToString(CultureInfo.InvariantCulture)} stands half of a surrogate pair, which is no text."));
            return new Parsed<T>(null, faults);
        }

        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth };
            using var document = JsonDocument.Parse(json, options);
            var value = read(new JsonSection(document.RootElement, null, "", -1, faults));
            if (faults.Count == 0 && value is null)
            {
                faults.Add(new Fault("empty", "There is nothing to read."));
            }

            return new Parsed<T>(faults.Count == 0 ? value : null, faults);
        }
        catch (JsonException exception)
        {
            var line = ((exception.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            var column = ((exception.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            faults.Add(new Fault("not-json", $"Not valid JSON at line {line}, byte {column}: {exception.Message}"));
            return new Parsed<T>(null, faults);
        }
    }

    /// <summary>Reports a fault at this place.</summary>
    public void Fault(string code, string sentence) => _faults.Add(new Fault(code, sentence, Pointer));

    /// <summary>Reports the faults of a part that was built from this place, in order, below its pointer.</summary>
    public void Report(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            _faults.Add(fault with { Place = Pointer + fault.Place });
        }
    }

    /// <summary>How many faults the whole document has so far: lets a caller see whether a part was clean.</summary>
    public int FaultCount => _faults.Count;

    /// <summary>The member, or null when it is absent. Counts the name as known.</summary>
    public JsonSection? Optional(string name)
    {
        (_asked ??= new List<string>(AskedAtMost)).Add(name);
        foreach (var member in AllMembers())
        {
            if (string.Equals(member._name, name, StringComparison.Ordinal))
            {
                member._isKnown = true;
                return member;
            }
        }

        return null;
    }

    /// <summary>The member; a fault when it is absent.</summary>
    public JsonSection? Required(string name)
    {
        var member = Optional(name);
        if (member is null && _element.ValueKind == JsonValueKind.Object)
        {
            Fault("missing", $"'{name}' is missing.");
        }

        return member;
    }

    /// <summary>Whether this is an object; a fault otherwise.</summary>
    public bool IsObject() => Expect(JsonValueKind.Object, "an object");

    /// <summary>Reports every member that was not asked for. Call last.</summary>
    public void NothingElse()
    {
        foreach (var member in AllMembers())
        {
            if (!member._isKnown)
            {
                var known = string.Join(", ", (_asked ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
                member.Fault("unknown-member", $"'{member._name}' is not known here. Known: {known}.");
            }
        }
    }

    /// <summary>The members of an object used as a dictionary, in document order.</summary>
    public IEnumerable<(string Name, JsonSection Value)> Members()
    {
        if (!IsObject())
        {
            yield break;
        }

        foreach (var member in AllMembers())
        {
            member._isKnown = true;
            yield return (member._name, member);
        }
    }

    /// <summary>The elements of an array; a fault and nothing otherwise.</summary>
    public IEnumerable<JsonSection> Items(int max = int.MaxValue)
    {
        if (!Expect(JsonValueKind.Array, "an array"))
        {
            yield break;
        }

        if (_element.GetArrayLength() > max)
        {
            Fault("too-many", $"At most {max} elements are allowed.");
            yield break;
        }

        var index = 0;
        foreach (var item in _element.EnumerateArray())
        {
            yield return new JsonSection(item, this, "", index++, _faults);
        }
    }

    /// <summary>A text; null and a fault when it is something else.</summary>
    public string? Text() => Expect(JsonValueKind.String, "a text") ? _element.GetString() : null;

    /// <summary>A text that is not blank; null and a fault otherwise.</summary>
    public string? Name()
    {
        var text = Text();
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            Fault("blank", "Must not be blank.");
            return null;
        }

        return text;
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(int max = int.MaxValue) =>
        [.. Items(max).Select(i => i.Text()).OfType<string>()];

    /// <summary>True or false; null and a fault when it is something else.</summary>
    public bool? Flag()
    {
        if (IsFlag)
        {
            return _element.GetBoolean();
        }

        Fault("wrong-type", $"Expected true or false, found {Describe()}.");
        return null;
    }

    /// <summary>A finite number within bounds, both inclusive; null and a fault otherwise.</summary>
    public double? Number(double min, double max)
    {
        if (!Expect(JsonValueKind.Number, "a number"))
        {
            return null;
        }

        if (_element.TryGetDouble(out var number) && double.IsFinite(number) && number >= min && number <= max)
        {
            return number;
        }

        Fault("out-of-range", Invariant($"Must be between {min} and {max}."));
        return null;
    }

    /// <summary>A whole number within bounds, both inclusive; null and a fault otherwise.</summary>
    public int? Integer(int min, int max)
    {
        if (!Expect(JsonValueKind.Number, "a whole number"))
        {
            return null;
        }

        if (_element.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault("out-of-range", $"Must be a whole number between {min} and {max}.");
        return null;
    }

    /// <summary>One of the names of an enumeration, written in camelCase; null and a fault otherwise.</summary>
    public TEnum? Choice<TEnum>()
        where TEnum : struct, Enum
    {
        var text = Text();
        if (text is null)
        {
            return null;
        }

        if (Array.IndexOf(Names<TEnum>.All, text) is var place and >= 0)
        {
            return Names<TEnum>.Values[place];
        }

        var known = string.Join(", ", Names<TEnum>.All);
        Fault("unknown-value", $"'{text}' is not known here. Known: {known}.");
        return null;
    }

    /// <summary>
    /// A positive length of time in ISO 8601 form without months and years, such as <c>PT8H</c> or <c>P3D</c>, a day being
    /// 24 hours; at most 10,000 days; null and a fault otherwise.
    /// </summary>
    public Duration? Length(bool orZero = false)
    {
        var text = Text();
        if (text is null)
        {
            return null;
        }

        var period = PeriodPattern.NormalizingIso.Parse(text);
        if (period.Success && period.Value is { Years: 0, Months: 0 })
        {
            var days = Math.Abs(period.Value.Weeks * 7d) + Math.Abs((double)period.Value.Days) + Math.Abs(period.Value.Hours / 24d)
                + Math.Abs(period.Value.Minutes / 1_440d) + Math.Abs(period.Value.Seconds / 86_400d)
                + Math.Abs(period.Value.Milliseconds / 86_400_000d) + Math.Abs(period.Value.Ticks / 864e9) + Math.Abs(period.Value.Nanoseconds / 864e11);
            var length = days <= MaxDays + 1 ? period.Value.ToDuration() : Duration.Zero; // more would not fit into one
            if (days <= MaxDays + 1 && length <= Duration.FromDays(MaxDays) && (length > Duration.Zero || (orZero && length == Duration.Zero)))
            {
                return length;
            }
        }

        Fault("bad-duration", $"'{text}' is no length of time like PT8H or P3D, longer than nothing and at most P10000D.");
        return null;
    }

    /// <summary>An instant in ISO 8601 form, such as <c>2026-03-02T09:00:00Z</c>; null and a fault otherwise.</summary>
    public Instant? Moment()
    {
        var text = Text();
        if (text is null)
        {
            return null;
        }

        var moment = InstantPattern.ExtendedIso.Parse(text);
        if (moment.Success)
        {
            return moment.Value;
        }

        Fault("bad-instant", $"'{text}' is no instant like 2026-03-02T09:00:00Z.");
        return null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string name) => name.Contains('~', StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal)
        ? new StringBuilder(name).Replace("~", "~0").Replace("/", "~1").ToString()
        : name;

    // Looked through once: a search in the document for each name that may stand there takes longer than all the rest.
    private JsonSection[] AllMembers()
    {
        if (_members is not null)
        {
            return _members;
        }

        if (_element.ValueKind != JsonValueKind.Object)
        {
            return _members = [];
        }

        var (members, count) = (new JsonSection[_element.GetPropertyCount()], 0);
        foreach (var member in _element.EnumerateObject())
        {
            members[count++] = new JsonSection(member.Value, this, member.Name, -1, _faults);
        }

        return _members = members;
    }

    private bool Expect(JsonValueKind kind, string what)
    {
        if (_element.ValueKind == kind)
        {
            return true;
        }

        Fault("wrong-type", $"Expected {what}, found {Describe()}.");
        return false;
    }

    private string Describe() => _element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    // The names of an enumeration as JSON has them, made once.
    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly TEnum[] Values = Enum.GetValues<TEnum>();
        public static readonly string[] All = [.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    }
}
