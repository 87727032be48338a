using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using NodaTime;

namespace Helpdesk.Core.Tests.Tickets;

/// <summary>
/// Everything that can be read of an object, as text: records compare the lists that they hold by reference, texts do not.
/// Private members are read too where it is asked for, so that nothing hides in them.
/// </summary>
internal static class ObjectText
{
    private static readonly ConcurrentDictionary<(Type, bool), PropertyInfo[]> Known = new();

    public static string Of(object? value, params string[] but) => Write(value, but, withPrivate: false);

    public static string WithPrivate(object? value) => Write(value, [], withPrivate: true);

    private static string Write(object? value, string[] but, bool withPrivate)
    {
        var text = new StringBuilder();
        Add(text, value, but, withPrivate);
        return text.ToString();
    }

    private static void Add(StringBuilder text, object? value, string[] but, bool withPrivate)
    {
        switch (value)
        {
            case null or string or Enum or Guid or Instant or Duration or bool or Type or Delegate:
                text.Append(value ?? "null");
                break;
            case IFormattable number when value.GetType().IsPrimitive:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IDictionary pairs:
                foreach (var line in pairs.Keys.Cast<object>().Select(k => Pair(k, pairs[k])).Order(StringComparer.Ordinal))
                {
                    text.Append(line).Append(", ");
                }

                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                {
                    Add(text, item, but, withPrivate);
                    text.Append(", ");
                }

                text.Append(']');
                break;
            default:
                text.Append(value.GetType().Name).Append('{');
                foreach (var property in Properties(value.GetType(), withPrivate).Where(p => !but.Contains(p.Name)))
                {
                    text.Append(property.Name).Append('=');
                    Add(text, property.GetValue(value), but, withPrivate);
                    text.Append("; ");
                }

                text.Append('}');
                break;
        }

        string Pair(object key, object? item) => $"{Write(key, but, withPrivate)}: {Write(item, but, withPrivate)}";
    }

    private static PropertyInfo[] Properties(Type type, bool withPrivate) => Known.GetOrAdd((type, withPrivate), static key =>
    [
        .. key.Item1.GetProperties(
                BindingFlags.Instance | BindingFlags.Public | (key.Item2 ? BindingFlags.NonPublic : BindingFlags.Default))
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract"
                && !p.PropertyType.IsByRefLike)
            .OrderBy(p => p.Name, StringComparer.Ordinal),
    ]);
}
