namespace Helpdesk.Core.Tickets.Fields;

/// <summary>What a custom field holds.</summary>
public enum CustomFieldType
{
    /// <summary>Free text of at most 10,000 characters.</summary>
    Text,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A calendar date, held as its first instant in UTC.</summary>
    Date,

    /// <summary>One of some choices; their order is the rank.</summary>
    Choice,

    /// <summary>Some of some choices.</summary>
    MultiChoice,

    /// <summary>The id of an entity of the host.</summary>
    Reference,
}
