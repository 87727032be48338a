namespace Helpdesk.Core.Conditions;

/// <summary>What a field holds; it decides which operators fit.</summary>
public enum FieldType
{
    /// <summary>Free text.</summary>
    Text,

    /// <summary>One of a few names; where <see cref="Field.Choices"/> are given, their order is the rank.</summary>
    Choice,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>An instant.</summary>
    Moment,

    /// <summary>A set of texts, such as tags.</summary>
    TextSet,
}
