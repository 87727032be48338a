using NodaTime;

namespace Helpdesk.Core.Conditions;

/// <summary>The fields at the moment of an evaluation. Answers must not change while one runs.</summary>
public interface IFieldValues
{
    /// <summary>The moment of the evaluation.</summary>
    Instant Now { get; }

    /// <summary>What the field holds now; null when it is not set.</summary>
    FieldValue? Current(string field);

    /// <summary>What the field held before the event at hand; null when it was not set.</summary>
    FieldValue? Before(string field);

    /// <summary>The values before the event at hand, for the fields that are worked out from others; null when there are none.</summary>
    IFieldValues? Earlier => null;
}
