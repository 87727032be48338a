using System.Text.RegularExpressions;
using Helpdesk.Core.BusinessTime;
using NodaTime;

namespace Helpdesk.Core.Conditions;

public abstract partial record Condition
{
    /// <summary>A field compared with values.</summary>
    public sealed record Comparison : Condition
    {
        internal Comparison(Field field, Operator @operator, IReadOnlyList<FieldValue> values)
            : base(1, 1)
        {
            Field = field;
            Operator = @operator;
            Values = values;
            IsRelative = field.HoldsAgents && values.Any(v => v is FieldValue.Text text && RelativeValue.Is(text.Value));
        }

        /// <summary>What is looked at.</summary>
        public Field Field { get; }

        /// <summary>How it is compared.</summary>
        public Operator Operator { get; }

        /// <summary>
        /// With what; texts in Unicode normalisation form C, a length of time as its ISO 8601 text, a weekday and a schedule as their
        /// names, somebody relative to the event as <c>@actor</c>, <c>@assignee</c>, <c>@none</c>.
        /// </summary>
        public IReadOnlyList<FieldValue> Values { get; }

        /// <summary>Whether texts are compared with regard to case.</summary>
        public bool IsCaseSensitive { get; internal init; }

        /// <summary>The name of the schedule in whose open time a length is counted, or whose zone has the weekday; null for none.</summary>
        public string? Hours { get; internal init; }

        /// <summary>The IANA id of the zone of <see cref="Operator.OnDay"/>; null where a schedule gives it.</summary>
        public string? Zone { get; internal init; }

        /// <summary>The length of time of the operators that take one.</summary>
        internal Duration Span { get; init; }

        /// <summary>The schedule that <see cref="Hours"/> or the value names.</summary>
        internal Schedule? Schedule { get; init; }

        internal DateTimeZone? TimeZone { get; init; }

        /// <summary>The weekdays of <see cref="Operator.OnDay"/>, one bit each.</summary>
        internal int Days { get; init; }

        internal Regex? Pattern { get; init; }

        /// <summary>Whether some value is known only when it is evaluated.</summary>
        internal bool IsRelative { get; }

        internal bool IsChange => Operator is Operator.Changed or Operator.ChangedTo or Operator.ChangedFrom;

        internal StringComparison Case => IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
    }
}
