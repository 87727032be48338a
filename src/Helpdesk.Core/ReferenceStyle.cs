namespace Helpdesk.Core;

/// <summary>The shipped ways of making references.</summary>
internal enum ReferenceStyle
{
    /// <summary>See <see cref="RandomReferences"/>.</summary>
    Unguessable,

    /// <summary>See <see cref="SequentialReferences"/>.</summary>
    Sequential,
}
