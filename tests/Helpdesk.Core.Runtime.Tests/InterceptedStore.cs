using System.Reflection;
using Helpdesk.Core.Runtime.Storage;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>A store before whose calls something happens.</summary>
public class InterceptedStore : DispatchProxy
{
    private IHelpdeskStore _store = null!;
    private Action<string, object?[]> _before = null!;

    /// <param name="store">Where the calls go.</param>
    /// <param name="before">Gets the name of the method and its arguments; what it throws the caller gets.</param>
    public static IHelpdeskStore Of(IHelpdeskStore store, Action<string, object?[]> before)
    {
        var proxy = Create<IHelpdeskStore, InterceptedStore>();
        ((InterceptedStore)(object)proxy)._store = store;
        ((InterceptedStore)(object)proxy)._before = before;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _before(targetMethod!.Name, args ?? []);
        return targetMethod.Invoke(_store, args);
    }
}
